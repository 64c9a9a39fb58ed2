"""Tables shipped with the package, each beside the script that builds it."""
