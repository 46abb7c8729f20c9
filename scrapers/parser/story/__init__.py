"""The reader for pages that no file describes: clues of every block, their weights, and what is decided by them."""
