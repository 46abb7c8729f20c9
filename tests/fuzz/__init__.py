"""Fuzzing of all parsers of external bytes: only documented exceptions, in linear time."""
