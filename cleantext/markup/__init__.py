"""HTML as a light tree that knows where everything stands in the page."""
