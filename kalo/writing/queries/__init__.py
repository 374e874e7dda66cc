"""Questions about drafts, files, names and cards of links."""
