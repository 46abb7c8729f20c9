"""Pairs of texts of which it is known whether the second is a near duplicate of the first."""
