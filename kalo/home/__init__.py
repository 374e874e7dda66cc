"""The front door: what lives now, made of slots that the rooms fill."""
