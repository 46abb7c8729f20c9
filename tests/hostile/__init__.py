"""Hostile servers: what each of them wants, and that a run ends well all the same."""
