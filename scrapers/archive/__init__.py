"""Archives of web pages: our own is written here (WARC 1.1), and everybody's are read. Knows no crawl and no parser."""
