"""Scrapy settings: only what differs from Scrapy's defaults, each with its reason.

``newscrawl.addon`` adds what follows from other settings.
"""
from pathlib import Path

from newscrawl.checkout import checkout

BOT_NAME = "newscrawl"
SPIDER_MODULES = ["newscrawl.spiders"]
NEWSPIDER_MODULE = "newscrawl.spiders"
COMMANDS_MODULE = "newscrawl.commands"
ADDONS = {"newscrawl.addon.Newscrawl": 0}

# Ours: the folder of all files: output/ in the checkout, or in the working directory for an installed package.
OUTPUT_DIR = (checkout() or Path()) / "output"
# Ours: the index over what was crawled, one file for all sites; "" puts ledger.sqlite into OUTPUT_DIR.
LEDGER = ""
# Ours: the ages, in days, at which an article is rechecked, since papers edit and delete.
REVISIT_AFTER_DAYS = [1, 3, 7]
# Ours: after how many nights a page that gave no article is retried, try after try; then no more.
RETRY_AFTER_NIGHTS = [1, 2, 4, 8, 16]
# Ours: whether to leave out sites whose publisher forbids giving its text to AI, and pages that say so themselves.
SKIP_SITES_FORBIDDING_AI = False
SKIP_PAGES_FORBIDDING_AI = False
# Ours: whether to leave out sites whose publisher's terms of use forbid crawling, or want to be asked before. Off: who crawls decides,
# and knows what the publisher has agreed to.
SKIP_SITES_FORBIDDING_CRAWLING = False
# Ours: an address or a mail box at which a site can reach whoever runs the crawl; it goes into the user agent.
CONTACT = ""
# Ours: how many days a walk without `since` goes back.
FIRST_DAYS = 7
# Ours: whether a crawl shows on standard error how far it is; `crawl` turns it on where that is a terminal.
PROGRESS = False
# Ours: whether the crawl is one of a night (`nightly` sets it): it says on standard output how far it is, and ends with the night.
NIGHTLY_CHILD = False
# Ours: a WARC file to answer every request from, instead of the network.
REPLAY = ""

# Politeness: the sites' rules, one request at a time to a site on whatever of its hosts, and a pause between them.
ROBOTSTXT_OBEY = True
CONCURRENT_REQUESTS = 1
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_DELAY = 1
# Ours: the longest pause in seconds that a Crawl-delay in robots.txt can ask for; MAX_CRAWL_DELAY stands in for a longer one.
MAX_CRAWL_DELAY = 30.0
# Ours: the longest wait in seconds that a Retry-After can ask for; where it is longer, the run ends as `blocked`.
MAX_RETRY_AFTER = 120.0
# Ours: the first wait in seconds after a 429 without Retry-After; each that follows is twice as long.
BACK_OFF_SECONDS = 5.0
# A site that needs cookies declares it (`needs_cookies`).
COOKIES_ENABLED = False

# Both open a socket that runs code in the crawl.
REMOTE_CONTROL_ENABLED = False
TELNETCONSOLE_ENABLED = False

# Articles are read in the order of their listing, and before the next listing page is asked for.
SCHEDULER_MEMORY_QUEUE = "scrapy.squeues.FifoMemoryQueue"
# A page yields one article: more tasks a response only cost time (a third of it, when measured).
CONCURRENT_ITEMS = 1

DOWNLOADER_MIDDLEWARES = {
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    "newscrawl.middlewares.own_hosts.OwnHosts": 50,
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "newscrawl.middlewares.robots.Robots": 100,
    # Before Scrapy's retries (550), which wait for nothing.
    "newscrawl.middlewares.back_off.BackOff": 555,
    "scrapy.downloadermiddlewares.redirect.MetaRefreshMiddleware": None,
    # After WholePages: a page that has itself loaded again is no redirect.
    "newscrawl.middlewares.meta_refresh.MetaRefresh": 565,
    "newscrawl.middlewares.whole.WholePages": 570,
    "newscrawl.middlewares.response_times.ResponseTimes": 575,
    # After decompression (590).
    "newscrawl.middlewares.received.Received": 580,
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,
    "newscrawl.middlewares.whole.Compression": 590,
    "scrapy.downloadermiddlewares.cookies.CookiesMiddleware": None,
    "newscrawl.middlewares.cookies.OwnCookies": 700,
    # After Scrapy's count of bytes (850).
    "newscrawl.middlewares.volume.Volume": 840,
}
ITEM_PIPELINES = {
    "newscrawl.pipelines.validate.RequireText": 200,
    "newscrawl.pipelines.revise.Revise": 300,
    "newscrawl.pipelines.hold.HoldBack": 400,
    "newscrawl.pipelines.deduplicate.DropDuplicates": 500,
}
# The store first: it holds the lock and the ledger before anything else begins.
EXTENSIONS = {"newscrawl.output.store.RunStore": 0, "newscrawl.output.rejected.RejectedPageWriter": 1, "newscrawl.progress.Progress": 2,
              "newscrawl.nights.child.ReportsToNight": 3, "newscrawl.watchdog.Watchdog": 4}
FEED_STORAGES = {"stored": "newscrawl.output.stored.RunStorage"}
FEED_EXPORTERS = {
    "stored": "newscrawl.output.stored.StoredLinesExporter",
    **dict.fromkeys(("jsonlines", "jsonl", "jl"), "newscrawl.output.exporter.OrjsonLinesExporter"),
    # A spreadsheet runs a cell that begins with "=".
    "csv": "newscrawl.output.exporter.GuardedCsvExporter",
}
FEED_EXPORT_ENCODING = "utf-8"
# A run that found nothing leaves no empty file.
FEED_STORE_EMPTY = False

# A night ends in the morning, also when a site hangs or every page fails.
CLOSESPIDER_TIMEOUT = 6 * 60 * 60
CLOSESPIDER_ERRORCOUNT = 50
# Ours: how many articles a walk down a listing may see, and how many requests a run may make, before either is taken for a trap: a site that
# invents pages without end. A listing with a history may have five times its largest night; a walk with `since` is as long as it has to be.
# 0 is without a limit.
LISTING_MAX_ARTICLES = 5_000
CLOSESPIDER_PAGECOUNT = 20_000
# Ours: how many MB a run may be sent, compressed as they come: half of one for each of those pages. A usual page has a tenth of that.
RUN_MAX_MEGABYTES = 10_000
# Ours: what the reading of one page may take: seconds of the processor, and MB of memory beyond what the crawl has. Past either the page is
# rejected as too-costly, and the crawl goes on. 0 is without a limit.
PAGE_SECONDS = 30
PAGE_MEGABYTES = 1500
# Ours: whether pages are read in a process beside the crawl, which is ended at a page past these limits, and replaced.
PAGE_WORKER = True
# Ours: how long the crawl may stand still before its process is ended; the next run finishes its files. 0 never ends it.
STANDSTILL_SECONDS = 10 * 60
# A crawl has a tenth of it; past it something leaks, and the crawl is closed in order.
MEMUSAGE_LIMIT_MB = 3000
# No page of a paper needs longer, is larger (compressed or not), or is behind more redirects.
DOWNLOAD_TIMEOUT = 30
DOWNLOAD_MAXSIZE = 20 * 1024 * 1024
REDIRECT_MAX_TIMES = 5
# A page may lead to other addresses of its site only: not to files, and not by other protocols.
DOWNLOAD_HANDLERS = {
    **dict.fromkeys(("data", "file", "ftp", "s3")),
    **dict.fromkeys(("http", "https"), "newscrawl.middlewares.gate.PublicWeb"),
}
# Ours: whether requests may go to private addresses and to other ports than 80 and 443, as for a newsroom on this machine.
ALLOW_PRIVATE_ADDRESSES = False
# Ours: whether the browser that draws pages runs in Chromium's sandbox, which root does not have. Off only in a container of its own.
BROWSER_SANDBOX = True
# A site whose certificate is broken declares it (`broken_certificate`).
DOWNLOAD_VERIFY_CERTIFICATES = True

# A line a request is nothing that a person can read every morning.
LOG_LEVEL = "INFO"
# A time without a zone is a guess. The log of a crawl is in Korean time (newscrawl.log).
LOG_DATEFORMAT = "%Y-%m-%d %H:%M:%S%z"
