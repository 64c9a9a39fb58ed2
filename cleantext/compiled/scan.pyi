"""One look at each character of a text: what `scan.pyx` offers."""

from array import array

def traits_of(text: str, table: array[int]) -> int: ...
