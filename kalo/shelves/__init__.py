"""Reading pages kept as files in content/: the leaves of the site map, on the shelves of rooms."""
