"""One record field a file; fields never import each other."""
