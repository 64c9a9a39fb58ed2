"""Views of a Result for people: a diff, counts by rule, what differs from a golden. None is kept."""
