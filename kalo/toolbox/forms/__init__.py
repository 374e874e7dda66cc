"""What people may type: the answers to a tool, and of a work its name, links, comments."""
