"""Tasks: what learners hand in, and what facilitators say of it."""
