"""Verdicts on what a run said, and on what its pages were like: templates, layers, lengths, pages that gave no text."""
from __future__ import annotations

from statistics import median

from newscrawl.nights.counts import FEW, SURE
from newscrawl.nights.facts import NO_LAYER, NightFacts
from newscrawl.nights.gaps import gap_of
from newscrawl.nights.look import RECENT_NIGHTS, Look, added
from newscrawl.nights.significance import cusum, share_tail
from newscrawl.nights.verdicts import Verdict, Word

VERY_SURE = 2e-6
"""A chance smaller than this is none where many things are compared, or many nights."""
MIN_ARTICLES = 3
"""Fewer articles say nothing about a template."""
MANY = 10 * MIN_ARTICLES
"""With fewer articles before tonight nothing is usual yet."""
LEAK = 0.03
"""The share of articles without text, above the usual one, that is called a leak."""
LEAK_SCORE = 8.0
MIN_LEAK_NIGHTS = 5
SHORT = 150
"""Letters; texts that are usually shorter are previews, or are read wrong."""
UNREADABLE = frozenset({"no-title", "no-body", "unproved", "listing", "another-article", "empty", "error"})
"""Reasons of rejection that speak of the pages rather than of the network."""
REFUSED = frozenset({"captcha", "consent", "blocked", "robots", "maintenance"})
DOWN = frozenset({"unreachable"})

_OF_OUTCOMES: dict[str, tuple[Word, str]] = {
    "blocked": ("blocked", "사이트가 수집을 막습니다"), "unreachable": ("unreachable", "사이트에 접속하지 못했습니다"),
    "empty": ("empty", "목록에 기사가 없습니다"), "failed": ("failed", "수집이 실패했습니다"), "recovered": ("failed", "수집이 도중에 죽었습니다"),
    "stopped": ("partial", "수집이 중단되었습니다"), "suspicious": ("partial", "사이트가 보여 준 것을 믿을 수 없습니다"),
    "partial": ("partial", "읽지 못한 쪽이 있습니다"),
}


def outcome(look: Look) -> Verdict | None:
    """What the run itself said."""
    facts = look.tonight
    if facts.outcome not in _OF_OUTCOMES:
        return None
    word, korean = _OF_OUTCOMES[facts.outcome]
    refused, down, unread = (sum(facts.rejected.get(reason, 0) for reason in reasons) for reasons in (REFUSED, DOWN, UNREADABLE))
    lost = refused + down + unread
    if facts.outcome == "partial" and lost <= max(2, 0.1 * (facts.new + lost)):
        return None  # a page or two, as on any night
    if facts.outcome == "stopped" and not facts.new and not facts.counts.get("listing_pages"):
        word = "not reached"
    elif facts.outcome == "suspicious" and refused * 2 > lost:
        word = "blocked"
    elif facts.outcome == "suspicious" and (unread * 2 > lost or (facts.new and not facts.rejected.get("missing"))):
        word = "redesigned"
    why = facts.trouble
    return look.verdict(word, why or f"the run ended as {facts.outcome}; {lost} pages gave no article",
                        f"{korean}: {why}" if why else f"{korean} (기사 없는 쪽 {lost}개)", sample=look.rejected_sample, numbers={"lost": lost})


def unreadable(look: Look) -> Verdict | None:
    """Whether articles that are offered can no longer be read: a redesign without a layer to fall back to."""
    lost, offered = lost_of(look.tonight)
    before = [lost_of(facts) for facts in look.recent()]
    usual = max(0.02, sum(hits for hits, _ in before) / max(1, sum(of for _, of in before)))
    # Pages that are tried again on a night without news are no redesign: there must be as many as articles usually are.
    many = max(MIN_ARTICLES, 0.3 * median([facts.new for facts in look.recent()] or [0]))
    if lost < many or lost < 0.5 * offered or share_tail(lost, offered, usual) > SURE:
        return None
    return look.verdict("redesigned", f"{lost} of {offered} articles gave no text", f"기사 {offered}건 가운데 {lost}건에서 본문을 읽지 못했습니다",
                        sample=look.rejected_sample, numbers={"lost": lost, "offered": offered})


def fields_moved(look: Look) -> Verdict | None:
    """Whether a field that one layer gave comes from another now."""
    for name, layers in look.tonight.layers.items():
        before = added(facts.layers.get(name, {}) for facts in look.recent())
        of, was = sum(layers.values()), sum(before.values())
        if of < MIN_ARTICLES or was < MANY // 2:
            continue
        layer, hits = max(before.items(), key=lambda item: item[1])
        moved = of - layers.get(layer, 0)
        usual = max(0.03, 1.2 * (was - hits) / was)
        if layer == NO_LAYER or moved < 0.6 * of or usual > 0.4 or share_tail(moved, of, usual) > SURE:
            continue
        now = max(layers.items(), key=lambda item: item[1])[0]
        here, here_ko = ("is missing", "읽히지 않습니다") if now == NO_LAYER else (f"comes from {now}", f"{now}에서 읽힙니다")
        return look.verdict("redesigned", f"{name} came from {layer}, and {here} now in {moved} of {of} articles",
                            f"{name}: {layer}에서 읽히던 것이 기사 {of}건 중 {moved}건에서 {here_ko}", numbers={"moved": moved, "articles": of})
    return None


def rows_moved(look: Look) -> Verdict | None:
    """Whether the selector of the listing's rows matches no longer."""
    rows, before = look.tonight.tallies.get("rows", {}), added(facts.tallies.get("rows", {}) for facts in look.recent())
    if not rows or len(look.past.good) < MIN_ARTICLES or not before:
        return None
    usual = max(before.items(), key=lambda item: item[1])[0]
    if rows.get(usual) or before[usual] < 0.9 * sum(before.values()):
        return None
    now = max(rows.items(), key=lambda item: item[1])[0]
    return look.verdict("redesigned", f"listings were read by {usual}, and by {now} now", f"목록: {usual}(으)로 읽히던 것이 {now}(으)로 읽힙니다")


def new_template(look: Look) -> Verdict | None:
    """Whether the articles have templates that were never met before."""
    templates = look.tonight.tallies.get("template/article", {})
    before = added(facts.tallies.get("template/article", {}) for facts in look.recent())
    of, was = sum(templates.values()), sum(before.values())
    known = sum(count for fingerprint, count in templates.items() if fingerprint in before)
    # The chance of a template that was not met yet, by Good and Turing: the share of those met once.
    rare = max(0.02, sum(count == 1 for count in before.values()) / max(1, was))
    if of < MIN_ARTICLES or was < MANY or known * 2 > of or share_tail(of - known, of, rare) > VERY_SURE:
        return None
    return look.verdict("redesigned", f"{of - known} of {of} articles have a template that was not met before",
                        f"기사 {of}건 중 {of - known}건이 처음 보는 틀입니다", numbers={"unknown": of - known, "articles": of})


def shorter(look: Look) -> Verdict | None:
    """Whether the texts are shorter than they were: a sign test against the shortest tenth of the nights before."""
    before = sorted(length for facts in look.recent() for length in facts.lengths)
    lengths = look.tonight.lengths
    if len(lengths) < MIN_ARTICLES or len(before) < MANY:
        return None
    low = before[len(before) // 10]
    now, was = median(lengths), median(before)
    if now > 0.6 * was or share_tail(sum(length < low for length in lengths), len(lengths), 0.1) > SURE / 5:
        return None
    return look.verdict("thinned", f"the articles' texts have {now:.0f} letters, {was:.0f} are usual",
                        f"본문이 {now:.0f}자로, 평소 {was:.0f}자보다 짧습니다", numbers={"median": now, "usual": was})


def previews(look: Look) -> Verdict | None:
    """Whether more articles are shown in part only."""
    before, now = added(facts.access for facts in look.recent()), look.tonight.access
    of, was = sum(now.values()), sum(before.values())
    hits = of - now.get("full", 0)
    usual = max(0.03, 1.2 * (was - before.get("full", 0)) / max(1, was))
    if of < MIN_ARTICLES or was < MANY // 2 or hits * 3 < of or usual > 0.5 or share_tail(hits, of, usual) > SURE:
        return None
    return look.verdict("thinned", f"{hits} of {of} articles are shown in part only", f"기사 {of}건 중 {hits}건이 일부만 공개됩니다",
                        numbers={"previews": hits, "articles": of})


def leak(look: Look) -> Verdict | None:
    """Whether a small share of the articles is lost night after night."""
    recent, before = look.past.good[-RECENT_NIGHTS + 1:], look.past.good[:-RECENT_NIGHTS // 2]
    old = [lost_of(facts) for facts in before]
    usual = max(0.005, 1.3 * sum(hits for hits, _ in old) / max(1, sum(of for _, of in old)))
    # A single bad night is another fault's, and is said by it.
    trials = [(min(hits, max(2, of // 8)), of) for hits, of in map(lost_of, (*recent, look.tonight))]
    if len(trials) < MIN_LEAK_NIGHTS or not trials[-1][0] or cusum(trials, usual, usual + LEAK) < LEAK_SCORE:
        return None
    lost, offered = (sum(column) for column in zip(*trials[-RECENT_NIGHTS // 2:], strict=True))
    return look.verdict("partial", f"{lost} of {offered} articles of the last nights gave no text, night after night",
                        f"지난 밤들의 기사 {offered}건 중 {lost}건에서 본문을 계속 읽지 못합니다", sample=look.rejected_sample,
                        numbers={"lost": lost, "offered": offered})


def gap(look: Look) -> Verdict | None:
    """Whether running numbers of the site are missing."""
    found = gap_of(look.tonight, look.past.nights, {facts.night for facts in look.past.good})
    if found is None or found.confidence < 1 - VERY_SURE or found.span.met > FEW * found.expected:
        return None
    low, high = found.span.low, found.span.high
    return look.verdict("partial", f"of the ids {low} to {high} about {found.missing} articles were not met",
                        f"번호 {low}–{high} 사이에서 기사 약 {found.missing}건을 만나지 못했습니다",
                        numbers={"missing": found.missing, "low": low, "high": high})


def first_night(look: Look) -> Verdict | None:
    """Absolute floors, while there is no past."""
    facts = look.tonight
    if look.past.nights or facts.outcome == "stopped":
        return None
    undated = facts.layers.get("published_at", {}).get(NO_LAYER, 0)
    if facts.new == 0:
        return look.verdict("empty", "the first night brought no article", "첫 밤에 기사가 하나도 없습니다", sample=look.rejected_sample)
    if undated * 2 > facts.new:
        return look.verdict("redesigned", f"{undated} of {facts.new} articles have no time",
                            f"기사 {facts.new}건 중 {undated}건에 시각이 없습니다", numbers={"undated": undated})
    if len(facts.lengths) >= MIN_ARTICLES and (now := median(facts.lengths)) < SHORT:
        return look.verdict("thinned", f"the articles' texts have {now:.0f} letters", f"본문이 {now:.0f}자뿐입니다", numbers={"median": now})
    return None


def lost_of(facts: NightFacts) -> tuple[int, int]:
    """(articles that could not be read, articles offered)."""
    lost = sum(facts.rejected.get(reason, 0) for reason in UNREADABLE)
    return lost, facts.new + lost
