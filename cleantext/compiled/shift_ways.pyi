"""How a run begins: what `shift_ways.pyx` offers to Python."""

OPEN: float
