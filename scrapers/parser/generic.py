"""Reads pages of unknown outlets: structured data first, then the densest text."""

from scrapers.outlet import Layout

GENERIC = Layout(name="generic", marker="html", title="h1", body="article")
