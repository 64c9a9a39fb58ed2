"""The report for a browser: one HTML file that needs nothing else, of one page or of ten thousand."""
