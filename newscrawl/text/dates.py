"""Parses dates as Korean news pages write them, into Korean time.

A page has its time after a label (`입력 2021.05.03. 14:00`), a listing in short form (`11-17 11:45`, `3분 전`), a feed or
JSON-LD in RFC 822 or ISO 8601. Each form is a row of `FORMS`. To read another form, add a row: `_build` needs only its
named groups. A time without a zone is Korean time. If a text is not certainly a date, the result is None, never today.
"""

import re
import unicodedata
from calendar import isleap
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta, timezone
from functools import lru_cache
from operator import itemgetter
from typing import Literal, NamedTuple

KST = timezone(timedelta(hours=9), "KST")
Precision = Literal["second", "minute", "day"]

_MAX_TEXT_CHARS = 2_000
_FIRST_YEAR = 1990
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec"
_ZONE_HOURS = {"kst": 9, "jst": 9, "sgt": 8, "hkt": 8, "cest": 2, "cet": 1, "bst": 1, "z": 0, "ut": 0, "utc": 0, "gmt": 0,
               "est": -5, "edt": -4, "pst": -8, "pdt": -7}
_US_ZONES = {"et": -5, "pt": -8}
"""Hours in winter; in summer one more."""
_TIMES_OF_DAY = {"새벽": (1, 7, 0), "아침": (5, 12, 0), "점심": (1, 3, 12), "낮": (1, 6, 12), "저녁": (5, 12, 12), "밤": (7, 12, 12)}
"""Word -> the first hour that is certain, the one after the last, what is added to them. 낮 11 and 12 are as they are; 밤 12 may be of two days."""
_DAYS_BACK = {"오늘": 0, "어제": 1, "그제": 2, "그저께": 2}
_SECONDS = {"방금": 0, "초": 1, "분": 60, "시간": 3_600, "일": 86_400, "주": 604_800}


class Moment(NamedTuple):
    """A time, and its precision in the text."""

    time: datetime
    """Aware, in KST, without microseconds; midnight if only the day is known."""
    precision: Precision


class Form(NamedTuple):
    """One way of writing a date."""

    name: str
    pattern: re.Pattern[str]
    """Searched in `_plain` text. Groups: year to second, before, after, zone; or epoch; word; hours, count, unit."""
    example: str
    near_miss: str
    """Looks similar, and must not match."""

    cue: str
    """A pattern that every text of this form contains, in the notation of ``_shape``."""


# Parts of the patterns. They are ASCII-only, so that Hangul is not \w: a Korean word may follow a date directly.
_START = r"(?<!\d)(?<!\d[-./,])"
_WORD_START = r"(?<!\w)(?<!\d[-./,])"
_END = r"(?!\d|[.,]\d)"
_DIGITS_END = r"(?![\w가-힣]|[-.,/]\d)"
_PHRASE_END = r"(?= ?(?:\Z|[^\w가-힣 ]))"
_YEAR, _MONTH, _DAY = r"(?P<year>\d{4})", r"(?P<month>\d\d?)", r"(?P<day>\d\d?)(?!\d)"
_MM, _DD = r"(?P<month>\d\d)", r"(?P<day>\d\d)(?!\d)"
_YYYYMMDD = r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)"
_HHMM, _SS = r"(?P<hour>\d\d)(?P<minute>\d\d)", r"(?P<second>\d\d)"
_MONTH_NAME = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_CLOCK = (
    r"(?:(?P<before>오전|오후|새벽|아침|점심|한?낮|저녁|밤|[ap]\.?m\.?) ?)?"
    r"(?P<hour>\d\d?)(?::(?=\d\d(?!\d))|시(?!간) ?)"
    r"(?:(?P<minute>\d\d?)(?:분|(?<=:\d\d))"
    r"(?:[: ]?(?P<second>\d\d?)(?:초|(?<=:\d\d)(?!\d))(?:[.,]\d+)?)?)?"
    rf"(?: ?(?P<after>[ap]\.?m\b\.?|(?:오전|오후){_PHRASE_END}))?"
)
_MARKED_CLOCK = rf"(?=오전|오후|새벽|아침|점심|한?낮|저녁|밤|\d\d?:\d\d ?[ap]\.?m)(?<![\d:]){_CLOCK}"  # without a mark it may be a video's length
_ZONE = rf"(?: ?\(?(?P<zone>(?:utc|gmt)?[+-]\d\d(?::?[0-5]\d)?|{'|'.join((*_ZONE_HOURS, *_US_ZONES))})(?!\w|[+-]\d))?"
_LOOSE_ZONE = _ZONE.replace("(?:utc|gmt)?[+-]", r"(?:(?:utc|gmt)[+-]|\+)")  # `11:45-12:45` is a duration
_WEEKDAY = r"(?:[월화수목금토일](?:요일)?|mon|tue|wed|thu|fri|sat|sun)"
_GAP = rf"[ .,]{{0,2}}(?:[(\[]?{_WEEKDAY}[)\]]?)?[ .,T|·-]{{0,3}}(?:at )?[(\[]?"
_AT = _GAP + _CLOCK + _LOOSE_ZONE
_MAYBE_AT = rf"(?:{_AT}|{_END})"
_YMD = rf"{_START}{_YEAR} ?(?P<mark>[-./]) ?{_MONTH} ?(?P=mark) ?{_DAY}"
_KOREAN_YMD = rf"{_START}(?P<year>\d{{4}}|\d\d)년 ?{_MONTH}월 ?{_DAY}일"
_SHORT_YMD = rf"(?P<year>\d\d)(?P<mark>[-./]){_MM}(?P=mark){_DD}"
_BASIC = rf"{_WORD_START}{_YYYYMMDD}T{_HHMM}{_SS}?(?:[.,]\d+)?{_ZONE}(?!\w)"
_DIGITS = rf"{_WORD_START}(?<![$₩#]){_YYYYMMDD}(?:{_HHMM}{_SS}?{_LOOSE_ZONE})?{_DIGITS_END}"
_RFC_822 = rf"{_WORD_START}(?:{_WEEKDAY}, ?)?(?P<day>\d\d?)[ -]{_MONTH_NAME}[ -]{_YEAR}(?:{_GAP}{_CLOCK}{_ZONE}|{_END})"
_ENGLISH = rf"(?<!\w){_MONTH_NAME} {_DAY}(?:st|nd|rd|th)?,? {_YEAR}{_MAYBE_AT}"
_AGO = r"(?:(?P<hours>\d\d?)시간 ?)?(?P<count>\d{1,4}) ?(?P<unit>초|분|시간|일|주)일? ?전(?![가-힣])"
_DAY_WORD = rf"(?<![가-힣])(?P<word>오늘|어제|그제|그저께)(?: {_CLOCK}|(?<!오늘){_PHRASE_END})"


# Cues: a search for one takes a tenth of the time of the form's pattern.
_FULL_YEAR, _TWO_PAIRS, _EIGHT, _LETTERS = r"0000[-./]", r"00[-./]00", "00000000", _MONTHS.replace(" ", "|")


def _form(name: str, pattern: str, example: str, near_miss: str, cue: str) -> Form:
    return Form(name, re.compile(pattern, re.ASCII | re.IGNORECASE), example, near_miss, cue)


# If two forms match at the same position, the upper one is right.
FORMS = (
    _form("clock first", rf"{_MARKED_CLOCK},? {_YMD.removeprefix(_START)}{_END}", "오후 3:24, 2026.11.20", "3:24 2026.11.20", _FULL_YEAR),
    _form("clock first, Korean", rf"{_MARKED_CLOCK},? {_KOREAN_YMD.removeprefix(_START)}{_END}", "오후 3:24, 2026년 11월 20일",
          "3:24, 2026년", "월"),
    _form("clock first, English", rf"(?=\d\d?:\d\d(?::\d\d)?,? ?[a-z])(?<![\d:]){_CLOCK}{_ZONE},? (?:on )?(?:{_WEEKDAY},? )?{_MONTH_NAME} {_DAY},? "
          rf"{_YEAR}{_END}", "8:30 a.m. ET, Nov. 20, 2026", "8:3 Nov. 20, 2026", _LETTERS),
    _form("ISO", rf"{_YMD}(?:T| (?=\d\d:\d\d:)){_CLOCK}{_ZONE}", "2025-05-15T20:00:52.000+0900", "2025-05-15 20:00", _FULL_YEAR),
    _form("ISO basic", _BASIC, "20251117T114500Z", "20251117T1", _EIGHT),
    _form("year first", _YMD + _MAYBE_AT, "2025.10.09 PM 06:14", "02-2025-1117", _FULL_YEAR),  # zdnet.co.kr lists
    _form("Korean", _KOREAN_YMD + _MAYBE_AT, "2025년 11월 17일 오후 3시 5분", "2025년 11월 말", "월"),  # boannews.com
    _form("short year", rf"{_WORD_START}{_SHORT_YMD}(?=\.? |\(){_AT}", "25.11.17 11:45", "10.10.10.10:45", _TWO_PAIRS),
    _form("short year, whole text", rf"\A{_SHORT_YMD}\.?\Z", "25.11.17", "버전 25.11.17", _TWO_PAIRS),
    _form("digits, clock", rf"{_WORD_START}{_YYYYMMDD}(?= ){_AT}", "20251117 11:45", "20251117 3:2", _EIGHT),
    _form("digits", _DIGITS, "20251117114500", "20251117원", _EIGHT),
    _form("digits, milliseconds", rf"\A{_YYYYMMDD}{_HHMM}{_SS}\d{{3}}\Z", "20251117114500123", "제20251117114500123호", _EIGHT),
    _form("epoch", r"\A(?P<epoch>\d{10})(?:\d{3})?\Z", "1763347500", "조회 1763347500", _EIGHT),
    _form("RFC 822", _RFC_822, "Mon, 17 Nov 2025 11:45:00 +0900", "17 Novels 2025", _LETTERS),
    _form("Unix", rf"(?<!\w){_MONTH_NAME} {{1,2}}{_DAY} {_CLOCK}{_ZONE} {_YEAR}{_DIGITS_END}", "Fri Nov 20 15:24:07 KST 2026", "Nov 20 15:24",
          _LETTERS),
    _form("English", _ENGLISH, "Nov 17, 2025 11:45", "Marketing 17, 2025", _LETTERS),
    _form("year last", rf"{_WORD_START}{_MM}\.{_DD} {_YEAR}{_DIGITS_END}{_MAYBE_AT}", "11.17 2025", "11.17 2025년", r"00\.000000"),
    _form("no year", rf"{_WORD_START}{_MM}[-./]{_DD}(?=\.? |\(){_AT}", "11-17 11:45", "2-11-17 11:45", _TWO_PAIRS),  # ND Soft
    _form("no year, Korean", rf"(?<!\d){_MONTH}월 ?{_DAY}일{_AT}", "11월 17일 11:45", "11월 17일 행사", "월"),
    _form("no year, whole text", rf"\A{_MM}[-.]{_DD}\.?\Z", "11.17", "점유율 11.17", _TWO_PAIRS),
    _form("no year, Korean, whole text", rf"\A{_MONTH}월 ?{_DAY}일\Z", "11월 17일", "행사는 11월 17일", "월"),
    _form("clock, whole text", rf"\A{_CLOCK}\Z", "오후 3:05", "화면비 16:09", "[:시]"),
    _form("ago", r"(?<![\d.,:/-])(?<![년월시])(?<![년월시] )" + _AGO, "3분 전", "3일 전까지", "전"),
    _form("just now", rf"(?<![가-힣])(?P<unit>방금)(?: ?전(?![가-힣])|{_PHRASE_END})", "방금 전", "방금 나온", "방금"),
    _form("day word", _DAY_WORD, "어제 14:05", "어제 삼성전자는", "오늘|어제|그제|그저께"),
)

_BY_CUE = {re.compile(cue): [(rank, form.pattern) for rank, form in enumerate(FORMS) if form.cue == cue]
           for cue in dict.fromkeys(form.cue for form in FORMS)}
_LABEL = re.compile(
    r"(?i:(?P<modified>수정|업데이트|갱신|최종편집|updated|modified)"
    r"|(?P<published>입력|승인|등록|송고|발행|게재|게시|작성|배포|published|posted))"
    r" ?(?:시간|시각|일시|일자|날짜|일|됨)?\W{0,4}\Z"
)


def parse_moment(text: str, now: datetime) -> Moment | None:
    """The first date in the text, in KST; None if there is none.

    `now` (aware) is when the page was fetched: `3분 전` and `11-17 11:45` are relative to it.

    >>> now = datetime(2025, 11, 20, 9, 30, tzinfo=KST)
    >>> moment = parse_moment("홍길동 기자 | 2025.10.09 PM 06:14", now)
    >>> moment.time.isoformat(), moment.precision
    ('2025-10-09T18:14:00+09:00', 'minute')
    >>> parse_moment("2025-05-15T20:00:52Z", now).time.isoformat()
    '2025-05-16T05:00:52+09:00'
    >>> parse_moment("12-25", now).time.isoformat()
    '2024-12-25T00:00:00+09:00'
    >>> parse_moment("문의 02-2025-1117, 버전 3.11.7", now) is None
    True
    """
    return next((moment for _, _, moment in _moments(_plain(text), now)), None)


@lru_cache(maxsize=16)  # a page's header is asked for its times more than once
def published_and_modified(text: str, now: datetime) -> tuple[Moment | None, Moment | None]:
    """The times of publication and of the last change, in a text whose dates have labels (`입력 … | 수정 …`).

    A label must be directly before its date. Without a label for publication, a first date without label is the date of
    publication; all other dates without label are ignored.

    >>> now = datetime(2025, 11, 20, 9, 30, tzinfo=KST)
    >>> published, modified = published_and_modified("입력:2021/05/03 14:00 -- 수정: 2021/05/03 14:20", now)
    >>> published.time.isoformat(), modified.time.isoformat()
    ('2021-05-03T14:00:00+09:00', '2021-05-03T14:20:00+09:00')
    """
    text = _plain(text)
    found: list[tuple[str | None, Moment]] = []
    previous_end = 0
    for start, end, moment in _moments(text, now):
        label = _LABEL.search(text, previous_end, start)
        found.append((label.lastgroup if label else None, moment))
        previous_end = end
    unlabelled_first = found[0][1] if found and found[0][0] is None else None
    published = next((moment for kind, moment in found if kind == "published"), unlabelled_first)
    return published, next((moment for kind, moment in found if kind == "modified"), None)


# Every form contains one of these.
_HINT = re.compile(r"\d|방금|어제|그제|그저께|오늘|전$")


def _plain(text: str) -> str:
    """The beginning of the text on one line, with ASCII digits and colons."""
    text = text.strip()
    if len(text) > _MAX_TEXT_CHARS:
        text = text[:_MAX_TEXT_CHARS].rstrip("0123456789-./: ")  # half of a date would be another date
    return re.sub(r"[\s\u200b\ufeff]+", " ", unicodedata.normalize("NFKC", text)).strip()


def _shape(text: str) -> str:
    """The text in lower case, without blanks, each digit a 0.

    >>> _shape("입력 2025. 11. 17")
    '입력0000.00.00'
    """
    return text.lower().translate(_SHAPES)


_SHAPES = dict.fromkeys(range(ord("0"), ord("9") + 1), "0") | {ord(" "): None}


def _moments(text: str, now: datetime) -> Iterator[tuple[int, int, Moment]]:
    """Yields (start, end, moment) of each date in plain text, in order; an impossible date is skipped whole."""
    if not _HINT.search(text):
        return
    now = now.astimezone(KST)
    shape = _shape(text)
    matches = [(match.start(), rank, match) for cue, patterns in _BY_CUE.items() if cue.search(shape)
               for rank, pattern in patterns for match in pattern.finditer(text)]
    end = 0
    for start, _, match in sorted(matches, key=itemgetter(0, 1)):
        if start >= end:
            end = match.end()
            if moment := _build({name: value for name, value in match.groupdict().items() if value}, now):
                yield start, end, moment


def _build(stated: dict[str, str], now: datetime) -> Moment | None:
    """The moment in a form's named groups; None if it is not a valid date. `now` is in KST, as in all functions below."""
    try:
        if "epoch" in stated:
            moment = Moment(datetime.fromtimestamp(int(stated["epoch"]), KST), "second")
        elif "unit" in stated:
            moment = _ago(stated, now)
        else:
            moment = _on_calendar(stated, now)
    except (ValueError, OverflowError):  # 30 February, 25:61, +99:00
        return None
    return moment if _FIRST_YEAR <= moment.time.year <= now.year + 1 else None


def _ago(stated: dict[str, str], now: datetime) -> Moment:
    unit = _SECONDS[stated["unit"]]
    then = now - timedelta(hours=int(stated.get("hours", 0)), seconds=int(stated.get("count", 0)) * unit)
    if unit < _SECONDS["일"]:
        return Moment(then.replace(second=0, microsecond=0), "minute")
    return Moment(datetime.combine(then, time(tzinfo=KST)), "day")


def _on_calendar(stated: dict[str, str], now: datetime) -> Moment:
    hour = _hour(stated)
    if hour is None and "month" not in stated:
        raise ValueError(f"no certain time: {stated}")
    clock = time(0 if hour == 24 else hour or 0, int(stated.get("minute", 0)) if hour is not None else 0, int(stated.get("second", 0)))
    if hour == 24 and clock != time():
        raise ValueError(f"no such time: {stated}")
    precision: Precision = "day" if hour is None or "hour" not in stated else "second" if "second" in stated else "minute"
    future = timedelta(days=1) if "month" in stated else timedelta(hours=1)
    if "year" in stated or "word" in stated:
        future = timedelta.max
    for day in _days(stated, now):
        then = datetime.combine(day, clock, _zone(stated, day)).astimezone(KST) + timedelta(days=hour == 24)
        if then - now <= future:
            return Moment(then, precision)
    raise ValueError(f"no such day: {stated}")


def _days(stated: dict[str, str], now: datetime) -> Iterator[date]:
    """The possible days, latest first."""
    if "month" not in stated:
        days_back = (_DAYS_BACK[stated["word"]],) if "word" in stated else (0, 1)
        yield from (now.date() - timedelta(days=days) for days in days_back)
    elif "year" in stated:
        yield date(int(f"20{stated['year']}"[-4:]), _month(stated["month"]), int(stated["day"]))  # 25 is 2025
    else:
        month_and_day = _month(stated["month"]), int(stated["day"])
        for year in range(now.year + 1, now.year - 5, -1):
            if month_and_day != (2, 29) or isleap(year):
                yield date(year, *month_and_day)


def _month(text: str) -> int:
    return int(text) if text.isdecimal() else 1 + _MONTHS.index(text[:3].lower()) // 4


def _hour(stated: dict[str, str]) -> int | None:
    """The hour, 0 to 24; some pages have `PM 18:14`, which is 18:14. None where a time of day may mean two hours: 밤 12시.

    >>> _hour({"before": "밤", "hour": "9"}), _hour({"before": "낮", "hour": "12"}), _hour({"before": "밤", "hour": "12"})
    (21, 12, None)
    """
    hour = int(stated.get("hour", 0))
    marker = (stated.get("before") or stated.get("after") or "").lower()
    if (word := marker.removeprefix("한")) in _TIMES_OF_DAY and hour < 13:
        first, end, added = _TIMES_OF_DAY[word]
        if first <= hour < end:
            return hour + added
        return hour if word in {"낮", "점심"} and hour > 10 else None
    if marker.startswith(("p", "오후")) and hour < 12:
        return hour + 12
    return 0 if marker.startswith(("a", "오전")) and hour == 12 else hour


def _zone(stated: dict[str, str], day: date) -> timezone:
    if "zone" not in stated:
        return KST
    zone = stated["zone"].lower()
    if zone in _US_ZONES:
        return timezone(timedelta(hours=_US_ZONES[zone] + _is_us_summer(day)))
    if zone in _ZONE_HOURS:
        return timezone(timedelta(hours=_ZONE_HOURS[zone]))
    digits = zone.lstrip("utcgm+-").replace(":", "")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:] or 0))
    return timezone(-offset if "-" in zone else offset)


def _is_us_summer(day: date) -> bool:
    """Whether the USA have daylight saving time: from the second Sunday in March to the first in November (Energy Policy Act of 2005)."""
    begins, ends = (date(day.year, month, first) for month, first in ((3, 8), (11, 1)))
    begins, ends = (first + timedelta(days=6 - first.weekday()) for first in (begins, ends))
    return begins <= day < ends
