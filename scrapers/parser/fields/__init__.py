"""Extractors of the fields of an article."""
