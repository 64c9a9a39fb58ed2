"""The likeliest characters after a letter, which offers nothing to Python: see `shift_followers.pyx`."""
