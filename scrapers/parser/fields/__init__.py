"""The fields of an article, each found on the page."""
