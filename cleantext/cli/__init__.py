"""The command line: one file a verb. A verb parses flags, calls, prints and chooses the exit code."""
