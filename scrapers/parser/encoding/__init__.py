"""From the bytes of a page, in whatever charset, to text."""
