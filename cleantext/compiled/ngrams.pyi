"""Chinese text by the letters before each: what `ngrams.pyx` offers."""
