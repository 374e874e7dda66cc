"""What is left of a gathering: its minutes, and what somebody missed who came late."""
