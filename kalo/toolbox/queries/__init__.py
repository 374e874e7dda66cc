"""The questions about the toolbox: works, facts."""
