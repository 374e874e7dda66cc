"""Taking part: what the actions are and how one joins."""
