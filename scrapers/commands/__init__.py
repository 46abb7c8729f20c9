"""The commands that this project adds to `scrapy`, one module each; their work and what they share is elsewhere.

Scrapy imports all of them to find the one that is asked for, so a module here holds the command line alone and imports
what does the work when it does it.
"""
