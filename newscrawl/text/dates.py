"""Dates as Korean news pages write them, read into Korean time.

A page states its time after a label (`입력 2021.05.03. 14:00`), a listing in short (`11-17 11:45`, `3분 전`), a feed or
JSON-LD in RFC 822 or ISO 8601. Each way of writing is a row of `FORMS`; to read one more, add a row: its named groups
are all that `_build` needs. A time without a zone is Korean time. What is not surely a date is None, never today.
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
_ZONE_HOURS = {"kst": 9, "z": 0, "ut": 0, "utc": 0, "gmt": 0, "est": -5, "edt": -4, "pst": -8, "pdt": -7}
_DAYS_BACK = {"오늘": 0, "어제": 1, "그제": 2, "그저께": 2}
_SECONDS = {"방금": 0, "초": 1, "분": 60, "시간": 3_600, "일": 86_400, "주": 604_800}


class Moment(NamedTuple):
    """A time, and how much of it the text stated."""

    time: datetime
    """Aware, in KST, without microseconds; midnight when only the day is known."""
    precision: Precision


class Form(NamedTuple):
    """One way of writing a date."""

    name: str
    pattern: re.Pattern[str]
    """Searched in `_plain` text. Groups: year to second, before, after, zone; or epoch; word; hours, count, unit."""
    example: str
    near_miss: str
    """Looks alike and must not be taken for this form."""

    cue: str
    """Pattern that is in every text of this form, as ``_shape`` has it."""


# Parts of the patterns. They are ASCII-only, so that Hangul is no \w: a date may touch a Korean word.
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
    r"(?:(?P<before>오전|오후|[ap]\.?m\.?) ?)?"
    r"(?P<hour>\d\d?)(?::(?=\d\d(?!\d))|시(?!간) ?)"
    r"(?:(?P<minute>\d\d?)(?:분|(?<=:\d\d))"
    r"(?:[: ]?(?P<second>\d\d?)(?:초|(?<=:\d\d)(?!\d))(?:[.,]\d+)?)?)?"
    rf"(?: ?(?P<after>[ap]\.?m\b\.?|(?:오전|오후){_PHRASE_END}))?"
)
_ZONE = rf"(?: ?\(?(?P<zone>(?:utc|gmt)?[+-]\d\d(?::?[0-5]\d)?|{'|'.join(_ZONE_HOURS)})(?!\w|[+-]\d))?"
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


# Cues: a search for one costs a tenth of the form's own.
_FULL_YEAR, _TWO_PAIRS, _EIGHT, _LETTERS = r"0000[-./]", r"00[-./]00", "00000000", _MONTHS.replace(" ", "|")


def _form(name: str, pattern: str, example: str, near_miss: str, cue: str) -> Form:
    return Form(name, re.compile(pattern, re.ASCII | re.IGNORECASE), example, near_miss, cue)


# Of two forms that match at the same place, the upper one is right.
FORMS = (
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
    """The first date that stands in the text, in KST; None if there is none.

    `now` (aware) is when the page was fetched: `3분 전` and `11-17 11:45` mean nothing without it.

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
    """The published and the modified time of a byline whose dates have labels (`입력 … | 수정 …`).

    A label counts directly before its date. Without a published label, an unlabelled first date is the published one;
    all other unlabelled dates are ignored.

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


# Every form has one of these.
_HINT = re.compile(r"\d|방금|어제|그제|그저께|오늘|전$")


def _plain(text: str) -> str:
    """The beginning of the text on one line, with ASCII digits and colons."""
    text = text.strip()
    if len(text) > _MAX_TEXT_CHARS:
        text = text[:_MAX_TEXT_CHARS].rstrip("0123456789-./: ")  # a date cut in two would be another date
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
    """The moment that a form's named groups state; None if it is on no calendar. `now` is in KST, as in all below."""
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
    clock = time(_hour(stated), int(stated.get("minute", 0)), int(stated.get("second", 0)), tzinfo=_zone(stated))
    precision: Precision = "second" if "second" in stated else "minute" if "hour" in stated else "day"
    future = timedelta(days=1) if "month" in stated else timedelta(hours=1)
    if "year" in stated or "word" in stated:
        future = timedelta.max
    for day in _days(stated, now):
        then = datetime.combine(day, clock)
        if clock.tzinfo is not KST:
            then = then.astimezone(KST)
        if then - now <= future:
            return Moment(then, precision)
    raise ValueError(f"no such day: {stated}")


def _days(stated: dict[str, str], now: datetime) -> Iterator[date]:
    """The days that may be meant, latest first."""
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


def _hour(stated: dict[str, str]) -> int:
    """The hour of 24; `PM 18:14` is on some pages and means what it says."""
    hour = int(stated.get("hour", 0))
    marker = (stated.get("before") or stated.get("after") or "").lower()
    if marker.startswith(("p", "오후")) and hour < 12:
        return hour + 12
    return 0 if marker.startswith(("a", "오전")) and hour == 12 else hour


def _zone(stated: dict[str, str]) -> timezone:
    if "zone" not in stated:
        return KST
    zone = stated["zone"].lower()
    if zone in _ZONE_HOURS:
        return timezone(timedelta(hours=_ZONE_HOURS[zone]))
    digits = zone.lstrip("utcgm+-").replace(":", "")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:] or 0))
    return timezone(-offset if "-" in zone else offset)
