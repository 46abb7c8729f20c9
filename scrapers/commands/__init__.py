"""The commands that this project adds to `scrapy`, one module each; what they share is in `scrapers.terminal`."""
