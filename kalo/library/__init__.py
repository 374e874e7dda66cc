"""The library: things worth keeping."""
