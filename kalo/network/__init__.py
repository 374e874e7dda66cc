"""Organisations of the social economy, who seeks and offers what, unions and networks."""
