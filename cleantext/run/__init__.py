"""`cleantext run`: many pages through one recipe, on all cores, nothing lost.

Bottom up: `item` (a page as read, a batch, what became of it), `sources` and the readers, `batches`, `work`
(what a worker does), `pool`, `manifest`, `parts`, `whole` (a run from end to end).
"""
