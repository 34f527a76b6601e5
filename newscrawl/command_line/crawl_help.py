"""What ``newscrawl crawl -h`` tells of arguments, settings and exit codes."""
from __future__ import annotations

from newscrawl.output.outcome import BUSY, EXIT_CODES

MEANINGS = {
    "complete": "every listing was walked to where it was to end",
    "failed": "the run could not begin or be written; what is finished is safe",
    "partial": "something could not be fetched or read; the next run asks again",
    "empty": "a section gave no article: the site may have been redesigned",
    "stopped": "a signal or a limit ended it; the next run goes on from there",
    "blocked": "the site, or its robots.txt, refused most of what was asked",
    "unreachable": "the site did not answer, or with errors of its server",
    "suspicious": "what came cannot be right as a whole: the line says why",
}
"""Of every outcome that has an exit code."""

HELP = """\
Arguments (-a NAME=VALUE)
=========================
  section=internet,game   these sections only, by key or by Korean label
  since=2026-11-01        back to this Korean day; today, yesterday, 7d and 2w too
  until=2026-11-07        up to and with this Korean day, written likewise
  max_pages=3             no more than so many pages of each listing
  ids=206900-206950       the articles with these numbers instead of the listings, where a site numbers its articles
  refetch=1               read known articles again; what has changed is written

Settings (-s NAME=VALUE)
========================
  CONTACT=you@example.org     an address or mail box for the user agent, so that a site can reach you
  OUTPUT_DIR=/data/news       where the files go; {output} when left out
  FIRST_DAYS=7                days that the first crawl of a section goes back without since
  REPLAY=pages.warc.gz        answer every request from a WARC file, and open no socket; the files go into
                              replay/pages.warc.gz there, with a ledger of their own, if OUTPUT_DIR is left out
  LEDGER=/data/news.sqlite    the index of what was crawled; ledger.sqlite in OUTPUT_DIR when left out
  REVISIT_AFTER_DAYS=1,3,7    ages at which an article is fetched again
  RETRY_AFTER_NIGHTS=1,2,4    nights after which a page that gave no article is tried again
  SKIP_SITES_FORBIDDING_AI=1  leave out sites whose publisher forbids use by AI
  SKIP_PAGES_FORBIDDING_AI=1  leave out pages that say so themselves
  SKIP_SITES_FORBIDDING_CRAWLING=1  leave out sites whose terms forbid crawling
  DOWNLOAD_DELAY=2            and every other setting of Scrapy's

Exit codes
==========
{codes}

Examples
========
  {called} metroseoul -s CONTACT=you@example.org
  {called} 전자신문 -a since=yesterday -s CONTACT=you@example.org
  {called} metroseoul -a section=게임 -a since=2026-11-01 -a until=2026-11-07
  {called} metroseoul -s REPLAY=pages.warc.gz -s OUTPUT_DIR=/tmp/news
"""


def crawl_help(called: str, output: object) -> str:
    """``called`` is how the user called the command, ``output`` where files go by default."""
    codes: list[tuple[int, str, str]] = [(code, outcome, MEANINGS[outcome]) for outcome, code in EXIT_CODES.items()]
    codes += [(2, "", "a mistake on the command line; nothing was asked of the site"), (BUSY, "", "another run of the site is going on")]
    lines = "\n".join(f"  {code}  {outcome:<11} {meaning}" for code, outcome, meaning in sorted(codes))
    return HELP.format(called=called, codes=lines, output=output)
