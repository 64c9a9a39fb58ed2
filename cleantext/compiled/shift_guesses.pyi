"""The guesses of the search for shifted runs, which offer nothing to Python: see `shift_guesses.pyx`."""
