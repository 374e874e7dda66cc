"""The toolbox: guides and tools for people of the social economy."""
