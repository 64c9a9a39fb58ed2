"""Lint: what is wrong with rules that load, found before a page suffers from it."""
