"""Parses archived pages again by today's rules, to correct the feed or to build a new one."""
