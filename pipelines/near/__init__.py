"""Near duplicates: fingerprints of texts, their index, and the mark in the feed."""
