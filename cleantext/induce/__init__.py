"""Rules suggested from the pages of one site; nothing here reads a file."""
