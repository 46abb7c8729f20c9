"""Crawling: the spider, its plan and ledger, and many outlets in one process."""
