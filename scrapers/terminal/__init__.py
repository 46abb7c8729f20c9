"""What the commands share: options, settings, tables, files, the tasks of `scrapy feed` and `scrapy doctor`."""
