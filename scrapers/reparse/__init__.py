"""Reads archived pages again by today's rules: what the feed would say if they had been the rules then."""
