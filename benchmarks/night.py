"""What a night of fifty sites costs: how long it takes, and how much memory all its processes have at once.

    python benchmarks/night.py --sites 50 --jobs 8

``newscrawl nightly`` crawls fifty sites on loopback, in the structure of the invented newsroom's papers, without the pauses that loopback does
not need. It fails if the night takes longer than 1.15 times the longer of its slowest site and of all its CPU time on the machine's cores;
or if its processes have more than 1.5 GB at once. What other programs take of the cores while it is measured is not the night's: it is printed
and left out.
"""
from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from newscrawl.text.dates import KST
from tests.loopback import PORT, Answer, Site, serving
from tests.newsroom.nights import ROOT, settings
from tests.newsroom.own import Zdnet
from tests.newsroom.paper import Paper
from tests.newsroom.systems import Dadamedia, Ndsoft, Wordpress

MAX_TIME = 1.15
"""Times the longer of the slowest site and of the CPU time on the cores."""
MAX_MEGABYTES = 1500.0
SAMPLE_SECONDS = 0.5
KINDS = (Ndsoft, Zdnet, Wordpress, Dadamedia)
SPIDER = '''
class {title}({base}):
    name = "{name}"
    host = "{host}"
    allowed_domains = ["{host}"]
    sections = {sections}
    section_codes = {codes}
'''
ADDRESSES = '''\
    listing_url = ZdnetSpider.listing_url.replace("zdnet.co.kr", host)
    article_url = ZdnetSpider.article_url.replace("zdnet.co.kr", host)
'''
HEAD = """from newscrawl.spiders.aitimes_kr import AitimesKrSpider
from newscrawl.spiders.byline import BylineSpider
from newscrawl.spiders.hellot import HellotSpider
from newscrawl.spiders.zdnet import ZdnetSpider
"""
BASES = {"aitimes_kr": "AitimesKrSpider", "byline": "BylineSpider", "hellot": "HellotSpider", "zdnet": "ZdnetSpider"}


class Newsrooms(Site):
    """Papers of a few kinds, each with a host and a number of articles of its own."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self.by_host: dict[str, Paper] = {}
        for number in range(count):
            kind = KINDS[number % len(KINDS)]
            name = f"site_{number:02}"
            made: type[Paper] = type("Made", (kind,), {"site": name, "host": f"www.{name.replace('_', '-')}.example"})
            paper = self.by_host[made.host] = made(0, 0)
            paper.now = datetime.now(KST)
            for place in range(20 + 37 * number % 60, 0, -1):
                paper.write(paper.crawled[place % len(paper.crawled)], paper.now - timedelta(hours=2 * place))

    def answer(self, address: str, headers: Mapping[str, str]) -> Answer:
        paper = self.by_host.get(urlsplit(f"//{address}").hostname or "")
        return paper.answer(address, headers) if paper else Answer(status=404)

    def spiders(self) -> str:
        """A module that declares the sites."""
        return HEAD + "".join(map(spider, self.by_host.values()))


def spider(paper: Paper) -> str:
    """The class that declares a site."""
    like = type(paper).__mro__[1].site
    sections = {key: paper.menu[key] for key in paper.crawled}
    # Of WordPress the codes are not declared, but asked for.
    codes = {} if like == "byline" else {key: code for key, (code, _) in sections.items()}
    return SPIDER.format(title=paper.site.title().replace("_", ""), base=BASES[like], name=paper.site, host=paper.host,
                         sections={key: label for key, (_, label) in sections.items()}, codes=codes) + (ADDRESSES if like == "zdnet" else "")


class Cost(NamedTuple):
    wall: float
    slowest: float
    """Seconds of the site that took longest."""

    cpu: float
    """Seconds, of the night and of the server that plays the sites."""

    others: float
    """Cores that other programs had meanwhile."""

    megabytes: float
    """The most that all processes of the night had at once, what they share counted once."""

    articles: int


def night(count: int, jobs: int) -> Cost:
    """One night. Exits loudly unless every site was complete."""
    newsrooms = Newsrooms(count)
    with tempfile.TemporaryDirectory(prefix="newscrawl-night-") as folder, serving(newsrooms) as port:
        (Path(folder) / "fifty_sites.py").write_text(newsrooms.spiders(), "utf-8")
        output = Path(folder) / "output"
        environ = {**os.environ, PORT: str(port), "PYTHONPATH": f"{folder}{os.pathsep}{ROOT}"}
        command = [sys.executable, "-m", "newscrawl", "nightly", "--jobs", str(jobs), *settings(output), "-s", "SPIDER_MODULES=fifty_sites"]
        began, before, busy = time.perf_counter(), cpu_seconds(), busy_seconds()
        with subprocess.Popen(command, cwd=folder, env=environ, stdout=subprocess.PIPE, text=True) as process, sampled(process.pid) as samples:
            said = process.communicate()[0]
        wall, cpu = time.perf_counter() - began, cpu_seconds() - before
        others = max(0.0, busy_seconds() - busy - cpu) / wall
        if process.returncode:
            sys.exit(f"{said}\nthe night ended with code {process.returncode}")
        record = json.loads(next((output / "nights").glob("*.json")).read_bytes())
        articles = sum(path.read_bytes().count(b"\n") for path in output.glob("articles/*/*.jsonl"))
        return Cost(wall, max(run["seconds"] for run in record["sites"]), cpu, others, max(samples), articles)


def cpu_seconds() -> float:
    """Of this process, and of its children that have ended and theirs."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in used)


def busy_seconds() -> float:
    """What all cores of the machine were busy since it started, by /proc/stat (man 5 proc): user, nice, system, irq, softirq, steal."""
    counts = list(map(int, Path("/proc/stat").read_text().splitlines()[0].split()[1:]))
    return (sum(counts[:3]) + sum(counts[5:8])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def sampled(process: int) -> Iterator[list[float]]:
    """While the block runs, the memory of a process and of those below it is added to the list, in MB."""
    samples, ended = [0.0], threading.Event()

    def sample() -> None:
        while not ended.wait(SAMPLE_SECONDS):
            samples.append(sum(map(megabytes, [process, *below(process)])))

    thread = threading.Thread(target=sample)
    thread.start()
    try:
        yield samples
    finally:
        ended.set()
        thread.join()


def below(process: int) -> Iterator[int]:
    """The children of a process, and theirs."""
    for path in Path(f"/proc/{process}/task").glob("*/children"):
        with suppress(OSError):
            for child in map(int, path.read_text().split()):
                yield child
                yield from below(child)


def megabytes(process: int) -> float:
    """Its proportional set size: what several processes share is divided among them."""
    with suppress(OSError):  # it has ended
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
        return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:")), 0.0)
    return 0.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sites", type=int, default=50)
    parser.add_argument("--jobs", type=int, default=8)
    options = parser.parse_args()
    cost = night(options.sites, options.jobs)
    cores = max(0.5, (os.cpu_count() or 1) - cost.others)
    least = max(cost.slowest, cost.cpu / cores)
    sys.stdout.write(
        f"{options.sites} sites, {cost.articles} articles, {options.jobs} at once\n"
        f"wall time            {cost.wall:7.1f} s\nslowest site         {cost.slowest:7.1f} s\n"
        f"CPU time             {cost.cpu:7.1f} s, on {cores:.2f} cores {cost.cpu / cores:.1f} s (other programs had {cost.others:.2f} cores)\n"
        f"wall time / the longer of the two {cost.wall / least:6.2f}   (at most {MAX_TIME})\n"
        f"memory, all processes {cost.megabytes:6.0f} MB (at most {MAX_MEGABYTES:.0f})\n")
    sys.exit(cost.wall > MAX_TIME * least or cost.megabytes > MAX_MEGABYTES)


if __name__ == "__main__":
    main()
