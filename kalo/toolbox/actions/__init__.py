"""The verbs of the toolbox, a file for each noun."""
