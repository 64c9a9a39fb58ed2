"""What is shown where the search looks, which offers nothing to Python: see `shift_window.pyx`."""
