"""What tests share: the sample site, runs against it, feeds and archives made for them; no tests."""

from pathlib import Path

PROJECT = Path(__file__).parents[2]
"""The checkout that the tests run in."""
SHARED = PROJECT.parent / "shared"
"""Real pages and other material beside every checkout."""
