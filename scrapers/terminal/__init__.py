"""What commands do at a terminal: what they share, and the work behind each of their command lines.

It stands beside `scrapers/commands` because Scrapy imports every module there at each start, to find the command that
is asked for, and takes every command class that it finds for a command of its own.
"""
