"""The commands that this project adds to `scrapy`, one module each; their work and what they share is elsewhere.

Scrapy imports all of them to find the one that is asked for, so a module here holds the command line alone and imports
what does the work when it does it.
"""

import sys

from scrapers.terminal.interruption import show_uncaught

# Nobody else handles Ctrl-C while Scrapy imports the commands.
sys.excepthook = show_uncaught
