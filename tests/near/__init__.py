"""Labelled pairs of texts: near duplicates or not."""
