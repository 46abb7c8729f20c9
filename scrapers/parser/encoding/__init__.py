"""Decodes the bytes of a page, whatever its charset."""
