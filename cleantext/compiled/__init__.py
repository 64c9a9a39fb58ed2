"""What is compiled, because a wall of the interpreter was measured there. Knows nothing of the rest."""
