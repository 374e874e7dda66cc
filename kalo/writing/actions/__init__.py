"""What is done with drafts, files and cards of links."""
