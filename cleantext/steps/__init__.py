"""The steps of a page: plain functions from a draft to the edits they propose."""
