"""Scrapy settings: only what differs from Scrapy's defaults, each with its reason.

``newscrawl.addon`` adds what follows from other settings.
"""
from pathlib import Path

BOT_NAME = "newscrawl"
SPIDER_MODULES = ["newscrawl.spiders"]
NEWSPIDER_MODULE = "newscrawl.spiders"
COMMANDS_MODULE = "newscrawl.commands"
ADDONS = {"newscrawl.addon.Newscrawl": 0}

# Ours: where files land, whatever the working directory.
OUTPUT_DIR = Path(__file__).resolve().parent.parent / "output"
# Ours: an address or a mail box at which a site can reach whoever runs the crawl; it goes into the user agent.
CONTACT = ""
# Ours: how many days a walk goes back when it is not told since when.
FIRST_DAYS = 7
# Ours: a WARC file to answer every request from, instead of the network.
REPLAY = ""

# Politeness: the sites' rules, one request at a time to a site on whatever of its hosts, and a pause between them.
ROBOTSTXT_OBEY = True
CONCURRENT_REQUESTS = 1
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_DELAY = 1

# Both open a socket that runs code in the crawl.
REMOTE_CONTROL_ENABLED = False
TELNETCONSOLE_ENABLED = False

# Articles are read in the order of their listing, and before the next listing page is asked for.
SCHEDULER_MEMORY_QUEUE = "scrapy.squeues.FifoMemoryQueue"
# A page yields one article: more tasks a response only cost time (a third of it, when measured).
CONCURRENT_ITEMS = 1

# 580: after decompression (590).
DOWNLOADER_MIDDLEWARES = {"newscrawl.middlewares.Received": 580}
ITEM_PIPELINES = {
    "newscrawl.pipelines.clean.CleanArticle": 100,
    "newscrawl.pipelines.validate.RequireText": 200,
    "newscrawl.pipelines.deduplicate.DropDuplicates": 300,
}
EXTENSIONS = {"newscrawl.feed.rejected.RejectedPages": 0}
FEED_EXPORTERS = dict.fromkeys(("jsonlines", "jsonl", "jl"), "newscrawl.feed.exporter.OrjsonLinesExporter")
FEED_EXPORT_ENCODING = "utf-8"
# A run that found nothing leaves no empty file.
FEED_STORE_EMPTY = False

# A line a request is nothing that a person can read every morning.
LOG_LEVEL = "INFO"
