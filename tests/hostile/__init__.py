"""Hostile servers: each test case, and what a run must make of it."""
