"""The search for shifted runs, which offers nothing to Python: see `shift_search.pyx`."""
