"""A page as a tree: its elements, blocks and style, and what it tells machines."""
