"""Manners and transport: politeness, robots.txt, single fetches, site addresses, block pages."""
