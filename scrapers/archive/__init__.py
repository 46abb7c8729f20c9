"""Web archives: writes WARC 1.1 and reads WARC, WACZ and MHTML of any origin. Knows no crawl and no parser."""
