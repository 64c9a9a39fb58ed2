"""The beam of the lattice, which offers nothing to Python: see `lattice_beam.pyx`."""
