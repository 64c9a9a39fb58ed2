"""Rules: YAML packs read, checked, compiled, matched and proved."""
