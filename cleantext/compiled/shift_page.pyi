"""What a page itself writes, which offers nothing to Python: see `shift_page.pyx`."""
