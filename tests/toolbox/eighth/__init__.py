"""A tool in one folder, as `docs/add-a-tool.md` adds it; a test uses it."""
