"""Parses Vietnamese dates: text to instant and precision. Pure; used by all rooms."""
