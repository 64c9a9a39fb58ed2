"""The two decoders of the lattice, which offer nothing to Python: see `lattice_decoders.pyx`."""
