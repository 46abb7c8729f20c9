"""Every setting of the crawler; `scrapy crawl -s NAME=VALUE` changes one for a run."""

import os

BOT_NAME = "vietnamese-news-crawler"
SPIDER_MODULES = ["scrapers.crawl.spiders"]
COMMANDS_MODULE = "scrapers.commands"
SPIDER_CONTRACTS = {"scrapers.crawl.contracts.SourceContract": 1, "scrapers.crawl.contracts.ArticleContract": 1}

# Where lines, rejected pages and state go; a path from the project's folder.
OUTPUT = "output"
# The only clock: an ISO time (+07:00 where it names no zone) at which a run starts; empty: the real one.
NOW = ""
# Where a host is answered instead of at its own address: {"kinhtedothi.vn": "http://127.0.0.1:8000"}, subdomains too.
SITE_ADDRESS: dict[str, str] = {}
DOWNLOAD_HANDLERS = {
    "http": "scrapers.web.site_address.SiteHandler",
    "https": "scrapers.web.site_address.SiteHandler",
}

# No page may lead us to this machine or into its network; hosts that may be reached all the same, by name: a staging
# server, say. SITE_ADDRESS, the proxies of the environment and an address that a person types need no exception.
PRIVATE_HOSTS: list[str] = []
TWISTED_DNS_RESOLVER = "scrapers.web.reach.GuardedResolver"
# Certificates are checked against the system's store. An outlet's file may name hosts that are read without:
# settings={"TLS_EXCEPTED": ["www.example.vn"]}.
DOWNLOAD_VERIFY_CERTIFICATES = True
TLS_EXCEPTED: list[str] = []

# Who we are, for the people who run the sites: put an address of yours here, or -s CONTACT=you@example.org.
CONTACT = ""
USER_AGENT = "VietnameseNewsCrawler/0.1"
# Obey robots.txt, its Crawl-delay too (seconds between requests). One above the cap is a mistake more often than a
# wish: the cap is kept instead.
ROBOTSTXT_OBEY = True
CRAWL_DELAY_MAX = 30.0
# What sites reserve besides, recorded with each page in the archive, and obeyed where it is named here. `noindex`
# (X-Robots-Tag or the robots meta): the article is not stored. `noarchive` (the same): it is stored, and no copy of its
# page kept. `tdm` (tdm-reservation of W3C's TDMRep as header, meta or in /.well-known/tdmrep.json; noai; /ai.txt): it
# is not stored; whether you may mine it all the same depends on your country's law and on who you are.
RIGHTS_OBEYED: list[str] = []
# The pace follows the site's own: one request after another, as long apart as its answers take, at least as long as
# its Crawl-delay; where robots.txt names none, a second at first, never below DOWNLOAD_DELAY.
AUTOTHROTTLE_ENABLED = True
AUTOTHROTTLE_START_DELAY = 1.0
AUTOTHROTTLE_MAX_DELAY = 60.0
AUTOTHROTTLE_TARGET_CONCURRENCY = 1.0
DOWNLOAD_DELAY = 0.25
# Requests at once: few, so that Ctrl-C has little to wait for.
CONCURRENT_REQUESTS = 4
CONCURRENT_REQUESTS_PER_DOMAIN = 2
# A page gives one article; Scrapy starts so many workers for each page.
CONCURRENT_ITEMS = 1
# A site in trouble (408, 429, 5xx, no answer) is left alone before each retry: as long as Retry-After says, else
# RETRY_BACKOFF seconds, doubled each time. One that asks for more than RETRY_AFTER_MAX ends the run.
RETRY_TIMES = 3
RETRY_BACKOFF = 2.0
RETRY_BACKOFF_MAX = 60.0
RETRY_AFTER_MAX = 600.0
# Pages that failed before and are asked again, for each outlet and run: those last tried longest ago go first, the
# others wait for the next run. An outlet that takes down 250 pages an hour would else be asked for thousands.
RETRIES_A_RUN = 200
# A page may take so many seconds of processor time to be read; one that takes more has failed. The slowest real one
# took 0.2. (0: no bound.)
PAGE_SECONDS = 2.0
# The same for a feed or sitemap, which may name 50,000 addresses.
SOURCE_SECONDS = 10.0
# Further pages of one source that a run asks for (an index of sitemaps by day has 3,650 of ten years; its window tells
# which), and addresses that it hears of (a temporary file holds them): a site may name new ones for ever.
SOURCE_PAGES = 2000
LINKS_A_RUN = 100_000
DOWNLOAD_TIMEOUT = 60
# Bytes of an answer, unpacked too: the largest real pages have 2 MB.
DOWNLOAD_MAXSIZE = 5 * 1024 * 1024
# A page of a known outlet that fits none of its layouts, or not wholly, is stored where the general reader is sure of
# it; 1: never.
STRICT_LAYOUTS = False
# Refreshes are for browsers: a page that reloads itself is read, one that leads home after a minute was there.
METAREFRESH_ENABLED = False
REDIRECT_MAX_TIMES = 5
COOKIES_ENABLED = False
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "vi",
}
DOWNLOADER_MIDDLEWARES = {
    "scrapers.crawl.archiving.ReplayMiddleware": 50,
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,
    "scrapers.web.reach.ReachMiddleware": 40,
    "scrapers.web.robots.RobotsMiddleware": 100,
    "scrapers.web.politeness.IntroduceMiddleware": 490,
    "scrapers.web.politeness.PauseMiddleware": 560,
    # Before anybody asks for a page's text (580), behind what undoes its compression.
    "scrapers.web.web_encodings.WebEncodingsMiddleware": 585,
    "scrapers.web.decoding.DecodingMiddleware": 590,
    # Nearer to the site than what undoes the compression (590).
    "scrapers.crawl.archiving.AsItCameMiddleware": 600,
}
EXTENSIONS = {
    "scrapers.records.coverage.CoverageStats": 0,
    "scrapers.records.sample_pages.SamplePages": 0,
    "scrapers.web.politeness.CrawlDelay": 0,
    "scrapers.web.scrapy_internals.Throttle": 0,
    "scrapers.web.politeness.PromptEnd": 0,
}
# Scrapy's own without telnet, remote control and its throttle. None among EXTENSIONS would switch these off, but import
# them first, the web server of the remote control too: a fifth of a second in each run.
EXTENSIONS_BASE = {
    "scrapy.extensions.corestats.CoreStats": 0,
    "scrapy.extensions.logcount.LogCount": 0,
    "scrapy.extensions.memusage.MemoryUsage": 0,
    "scrapy.extensions.memdebug.MemoryDebugger": 0,
    "scrapy.extensions.closespider.CloseSpider": 0,
    "scrapy.extensions.feedexport.FeedExporter": 0,
    "scrapy.extensions.logstats.LogStats": 0,
    "scrapy.extensions.spiderstate.SpiderState": 0,
}

ITEM_PIPELINES = {
    "pipelines.take_down.TakeDownPipeline": 50,
    "pipelines.clean.CleanPipeline": 100,
    "pipelines.choose_date.DatePipeline": 200,
    "pipelines.validate.ValidatePipeline": 300,
    "pipelines.filter_window.WindowPipeline": 350,
    "pipelines.deduplicate.DeduplicatePipeline": 400,
    "pipelines.near.mark.NearPipeline": 450,
    "pipelines.store.StorePipeline": 500,
}
# Lines are written at once and made durable together: so many of them, or after so many seconds. A power cut costs at
# most those, and the next run crawls them again.
GROUP_LINES = 100
GROUP_SECONDS = 0.2
# Copies (`duplicate_of`) are looked for among the articles of so many days in all outlets, the newest so many at most:
# a wire's text is taken over within days. Their index takes 2.5 kB an article.
NEAR_DAYS = 30
NEAR_ARTICLES = 200_000
# Outlets that are crawled only where a command names them: OUTLETS_OFF = ["genk", "soha"].
OUTLETS_OFF: list[str] = []
# Names for several outlets, which commands take as they take an outlet's: {"economy": ["cafef", "vneconomy"]}.
OUTLET_GROUPS: dict[str, list[str]] = {}
# A harvest crawls so many outlets at once; where more want to be crawled, each has turns of so many seconds. It ends
# after its budget (`50m`, `2h`; empty: when all is read), and looks again at stored articles younger than
# HARVEST_REFRESH (`8d`; empty: at none).
HARVEST_OUTLETS = 8
HARVEST_TURN = 60.0
HARVEST_BUDGET = ""
HARVEST_REFRESH = "8d"
# Settings by the name that `scrapy harvest --preset NAME` gives them; what an outlet's file sets stands above them.
PRESETS = {
    # From cron every hour, and over before the next one begins.
    "hourly": {"HARVEST_BUDGET": "50m"},
    # For a line or sites that suffer: one request at a time, five seconds apart.
    "gentle": {"DOWNLOAD_DELAY": 5.0, "AUTOTHROTTLE_START_DELAY": 5.0, "CONCURRENT_REQUESTS": 1, "HARVEST_OUTLETS": 4},
    # For a machine with 512 MB.
    "small": {"HARVEST_OUTLETS": 2, "CONCURRENT_REQUESTS": 2, "NEAR_ARTICLES": 50_000},
}
# Told when a harvest starts (`…/start`), succeeds and fails (`…/fail`), as healthchecks.io and its like want it. A
# secret: it comes from the environment.
PING_URL = os.environ.get("NEWS_PING_URL", "")
# The same for `scrapy health`: told of alarms, and by its own silence that nobody judges the outlets any more.
HEALTH_PING_URL = os.environ.get("NEWS_HEALTH_PING_URL", "")
# In which language alarms are told and the report is written: "vi" or "en".
LANGUAGE = "vi"
# Who is told of alarms, by e-mail, webhook or messenger: addresses of https://github.com/caronc/apprise, split by
# blanks. Secrets: they come from the environment.
ALARM_URLS = os.environ.get("NEWS_ALARM_URLS", "")
# Pages kept of those that were rejected, for each outlet and day: a redesign rejects all, twenty show what happened.
REJECTED_PAGES_A_DAY = 20
# What they and their lists take at most, in MB, for each outlet and for all: the oldest go first. A page takes 30 kB.
REJECTED_MB = 10
REJECTED_TOTAL_MB = 200
# What was rejected longer ago than so many days is removed at the start of the outlet's next run. Days count as the
# records of runs show them: where none was for two weeks nothing grows older, so that a clock that leaps costs nothing.
REJECTED_DAYS = 30
# How long the records of runs (output/runs) are kept, in days of the same kind.
RUNS_DAYS = 120
# Whether every page of an article and of a listing that is read is kept in output/archive as well (WARC 1.1): what a
# rule that is mended today can read again without asking the site (`scrapy reparse`). About 60 kB an article; a file of
# the archive is full with so many MB; its records are packed by `gzip` or `zstd`.
ARCHIVE = False
ARCHIVE_FILE_MB = 256
ARCHIVE_PACKING = "gzip"
# Scrapy would read the source of the spider's methods to warn of what mypy warns of: a seventh of a second in each run.
WARN_ON_GENERATOR_RETURN_VALUE = False
# Expected rejections are figures of the summary, not warnings.
DEFAULT_DROPITEM_LOG_LEVEL = "INFO"
RETRY_GIVE_UP_LOG_LEVEL = "INFO"
