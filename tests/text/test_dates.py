"""Each form of a date is read whole, and what only looks like a date is left alone."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.text.dates import FORMS, KST, Form, Moment, Precision, parse_moment, published_and_modified

NOW = datetime(2025, 11, 20, 9, 30, 15, 999, tzinfo=KST)


def day(year: int, month: int, day_of_month: int) -> Moment:
    return Moment(datetime(year, month, day_of_month, tzinfo=KST), "day")


def minute(year: int, month: int, day_of_month: int, hour: int, minute_of_hour: int) -> Moment:
    return Moment(datetime(year, month, day_of_month, hour, minute_of_hour, tzinfo=KST), "minute")


def second(year: int, month: int, day_of_month: int, hour: int, minute_of_hour: int, second_of_minute: int) -> Moment:
    return Moment(datetime(year, month, day_of_month, hour, minute_of_hour, second_of_minute, tzinfo=KST), "second")


READ = {
    # times of day, whose hours may be of two days
    "2025.11.17 밤 9시 5분": minute(2025, 11, 17, 21, 5),
    "2025년 11월 17일 낮 12시 30분": minute(2025, 11, 17, 12, 30),
    "2025.11.17 낮 1시": minute(2025, 11, 17, 13, 0),
    "2025.11.17 새벽 2시 10분": minute(2025, 11, 17, 2, 10),
    "2025.11.17 저녁 7:05": minute(2025, 11, 17, 19, 5),
    "2025.11.17 아침 8시": minute(2025, 11, 17, 8, 0),
    "2025.11.17 밤 12시": day(2025, 11, 17),
    "2025.11.17 밤 1시 20분": day(2025, 11, 17),
    "2025.11.17 24:00": minute(2025, 11, 18, 0, 0),
    # the clock first
    "오후 3시 24분, 2025년 11월 17일": minute(2025, 11, 17, 15, 24),
    "3:24 p.m., Nov. 17, 2025": minute(2025, 11, 17, 15, 24),
    "02:07 2025.11.17": day(2025, 11, 17),  # a video's length
    # other zones
    "Nov 17, 2025, 8:30 a.m. ET": minute(2025, 11, 17, 22, 30),
    "July 1, 2025 8:30 a.m. ET": minute(2025, 7, 1, 21, 30),
    "2025-11-17 08:30 CET": minute(2025, 11, 17, 16, 30),
    "2025.11.17 15:24 JST": minute(2025, 11, 17, 15, 24),
    "Mon Nov 17 06:24:07 UTC 2025": second(2025, 11, 17, 15, 24, 7),
    # year first
    "2023-12-06 15:10": minute(2023, 12, 6, 15, 10),
    "2023-12-06 15:10:22": second(2023, 12, 6, 15, 10, 22),
    "2024.06.20 06:31": minute(2024, 6, 20, 6, 31),
    "2015/05/15 14:53": minute(2015, 5, 15, 14, 53),
    "2013. 5. 30. 10:31": minute(2013, 5, 30, 10, 31),
    "2025.11.17": day(2025, 11, 17),
    "2025.11.17.": day(2025, 11, 17),
    "2025.11.17.11:45": minute(2025, 11, 17, 11, 45),
    "2025/06/11 [12:40]": minute(2025, 6, 11, 12, 40),
    "2025-11-17(월) 11:45": minute(2025, 11, 17, 11, 45),
    "2013. 5. 30. (목요일) 10:31": minute(2013, 5, 30, 10, 31),
    "2021.05.03 14:00:00 / 홍길동 id@ddaily.co.kr": second(2021, 5, 3, 14, 0, 0),
    "여이레 기자 | 2025년 11월 17일 11:45": minute(2025, 11, 17, 11, 45),
    "AI 시대 연다2022.02.16": day(2022, 2, 16),
    ": 2014.06.20 06:31": minute(2014, 6, 20, 6, 31),
    "2025-11-17 15시": minute(2025, 11, 17, 15, 0),
    "2025.11.17 3:2 승리": day(2025, 11, 17),
    "2025.11.17 2시간 토론": day(2025, 11, 17),
    # markers of the half of the day
    "2025.10.09 PM 06:14": minute(2025, 10, 9, 18, 14),
    "2025.10.09 PM 18:14": minute(2025, 10, 9, 18, 14),
    "2025.10.09 AM 12:05": minute(2025, 10, 9, 0, 5),
    "2025.10.09 PM 12:05": minute(2025, 10, 9, 12, 5),
    "2025.10.09 06:14 PM": minute(2025, 10, 9, 18, 14),
    "2025.10.09 6:14 p.m.": minute(2025, 10, 9, 18, 14),
    "2025.10.09 6:14 오후": minute(2025, 10, 9, 18, 14),
    "2025.10.09 06:14 오후 행사": minute(2025, 10, 9, 6, 14),
    "2025.10.09 06:14 AMD 발표": minute(2025, 10, 9, 6, 14),
    "2023.11.02. 오후 8:06": minute(2023, 11, 2, 20, 6),
    "2023.11.02. 오전 12:06": minute(2023, 11, 2, 0, 6),
    # Korean
    "2025년 11월 17일 오후 3시 5분": minute(2025, 11, 17, 15, 5),
    "2025년 11월 17일 오후 3시 5분 7초": second(2025, 11, 17, 15, 5, 7),
    "2025년 11월 17일 오후 3시": minute(2025, 11, 17, 15, 0),
    "2025년 11월 17일 오후 3시 30명": minute(2025, 11, 17, 15, 0),
    "2025년 11월 17일": day(2025, 11, 17),
    "2025년11월7일 월요일 11:45": minute(2025, 11, 7, 11, 45),
    # two-digit years
    "25.11.17 11:45": minute(2025, 11, 17, 11, 45),
    "25-11-17(월) 11:45:10": second(2025, 11, 17, 11, 45, 10),
    "25.11.17": day(2025, 11, 17),
    # ISO 8601
    "2025-05-15T20:00:52.000+0900": second(2025, 5, 15, 20, 0, 52),
    "2025-05-15T20:00:52.1234567Z": second(2025, 5, 16, 5, 0, 52),
    "2025-05-15T20:00:52+09:00": second(2025, 5, 15, 20, 0, 52),
    "2025-05-15T20:00-05:00": minute(2025, 5, 16, 10, 0),
    "2025-05-15 20:00:52-05:00": second(2025, 5, 16, 10, 0, 52),
    "2025-05-15 20:00:52+00": second(2025, 5, 16, 5, 0, 52),
    "2025-05-15T20:00:52": second(2025, 5, 15, 20, 0, 52),
    "2025-05-15 20:00 (UTC)": minute(2025, 5, 16, 5, 0),
    "2025-05-15 20:00 KST": minute(2025, 5, 15, 20, 0),
    "20251117T114500Z": second(2025, 11, 17, 20, 45, 0),
    "20251117T1145+0530": minute(2025, 11, 17, 15, 15),
    "2025-05-15 11:45-12:45": minute(2025, 5, 15, 11, 45),
    # digits
    "20251117114500": second(2025, 11, 17, 11, 45, 0),
    "202511171145": minute(2025, 11, 17, 11, 45),
    "20251117": day(2025, 11, 17),
    "20251117 11:45": minute(2025, 11, 17, 11, 45),
    "20251117114500123": second(2025, 11, 17, 11, 45, 0),
    "20251117114500+0000": second(2025, 11, 17, 20, 45, 0),
    "1763347500": second(2025, 11, 17, 11, 45, 0),
    " 1763347500123\n": second(2025, 11, 17, 11, 45, 0),
    # RFC 822 and English
    "Mon, 17 Nov 2025 11:45:00 +0900": second(2025, 11, 17, 11, 45, 0),
    "Mon, 17 Nov 2025 11:45:00 GMT": second(2025, 11, 17, 20, 45, 0),
    "Mon, 17 Nov 2025 11:45 EST": minute(2025, 11, 18, 1, 45),
    "17 September 2025": day(2025, 9, 17),
    "Nov 17, 2025 11:45": minute(2025, 11, 17, 11, 45),
    "Nov. 17, 2025 at 3:05 pm": minute(2025, 11, 17, 15, 5),
    "Mon Nov 17 2025 11:45:00 GMT+0900 (한국 표준시)": second(2025, 11, 17, 11, 45, 0),
    "November 17, 2025": day(2025, 11, 17),
    "May 3rd, 2025": day(2025, 5, 3),
    # without year
    "11-17 11:45": minute(2025, 11, 17, 11, 45),
    "IT 홍길동 기자 11.17 11:45": minute(2025, 11, 17, 11, 45),
    "11월 17일 11:45": minute(2025, 11, 17, 11, 45),
    "11월 17일": day(2025, 11, 17),
    "11-17": day(2025, 11, 17),
    "11.17": day(2025, 11, 17),
    "11.21 09:30": minute(2025, 11, 21, 9, 30),
    "11.21 09:31": minute(2024, 11, 21, 9, 31),
    "12-31": day(2024, 12, 31),
    "02.29": day(2024, 2, 29),
    "11.17 2025": day(2025, 11, 17),
    "11.17\n2025": day(2025, 11, 17),
    # without day
    "09:15": minute(2025, 11, 20, 9, 15),
    "10:30": minute(2025, 11, 20, 10, 30),
    "11:45": minute(2025, 11, 19, 11, 45),
    "오후 3:05:06": second(2025, 11, 19, 15, 5, 6),
    # relative
    "방금 전": minute(2025, 11, 20, 9, 30),
    "홍길동 기자 | 방금": minute(2025, 11, 20, 9, 30),
    "30초 전": minute(2025, 11, 20, 9, 29),
    "3분 전": minute(2025, 11, 20, 9, 27),
    "홍길동 기자 3분전 댓글 0": minute(2025, 11, 20, 9, 27),
    "10시간 전": minute(2025, 11, 19, 23, 30),
    "1시간 30분 전": minute(2025, 11, 20, 8, 0),
    "3일 전": day(2025, 11, 17),
    "1주 전": day(2025, 11, 13),
    "2주일 전": day(2025, 11, 6),
    "어제": day(2025, 11, 19),
    "그제": day(2025, 11, 18),
    "어제 14:05": minute(2025, 11, 19, 14, 5),
    "오늘 14:05": minute(2025, 11, 20, 14, 5),
    "오늘 오후 2시": minute(2025, 11, 20, 14, 0),
    # odd characters
    "2025.11.17\xa0\n\t11：45": minute(2025, 11, 17, 11, 45),
    "２０２５．１１．１７ １１：４５": minute(2025, 11, 17, 11, 45),
    "\ufeff\u200b11-17\u200b11:45": minute(2025, 11, 17, 11, 45),
    # the first that is a date
    "2025-02-30 10:00, 2026-13-01, 2025-11-17 25:61, 1850. 5. 30. 10:31, 2025.11.17": day(2025, 11, 17),
    "문의 02-2025-1117 | 2025.11.17 | 2025.11.18": day(2025, 11, 17),
}

NOT_READ = (
    "",
    "밤 12시",
    "2025.11.17 24:30",
    "홍길동 기자",
    "2026-13-01",
    "2025-02-30",
    "2025-11-17 25:61",
    "25:61",
    "02.30",
    "20251317",
    "2025-11-17T11:45:00+99:00",
    "1989.12.31",
    "2027.01.01",
    "문의 02-2025-1117",
    "010-2025-1117",
    "20251117원",
    "1,203일 전",
    "20,251,117원",
    "2,025.11",
    "2,025.11.17",
    "파이썬 3.11.7",
    "버전 25.11.17 배포",
    "10.20.30.40",
    "10.10.10.10 11:45",
    "10.10.10.10:45",
    "192.168.10.11",
    "화면비 16:9",
    "16:9",
    "화면비 16:09 지원",
    "점유율 11.17% 상승",
    "AKR20260106123400003",
    "기사번호 20260402500431",
    "2016080700078",
    "0212345678",
    "id_20251117",
    "3일 전까지 신청",
    "11월 17일 전 신청",
    "3시 5분 전",
    "어제 삼성전자는 밝혔다",
    "오늘 | 3면",
    "9999주 전",
    "1/2",
    "2025년 11월",
)

LABELLED = {
    "입력 2021.05.03. 14:00 | 수정 2021.05.03. 14:20": (minute(2021, 5, 3, 14, 0), minute(2021, 5, 3, 14, 20)),
    "입력:2021/05/03 14:00 -- 수정: 2021/05/03 14:20": (minute(2021, 5, 3, 14, 0), minute(2021, 5, 3, 14, 20)),
    "홍길동 기자 승인 2024.01.02 10:11 댓글 0": (minute(2024, 1, 2, 10, 11), None),
    "등록 2026-01-06 15:45 / 수정 2026-01-06 17:19": (minute(2026, 1, 6, 15, 45), minute(2026, 1, 6, 17, 19)),
    "발행일 : 2021.05.03 14:00": (minute(2021, 5, 3, 14, 0), None),
    "입력 2026.01.06. 08:15\n업데이트 2026.01.06. 09:10": (minute(2026, 1, 6, 8, 15), minute(2026, 1, 6, 9, 10)),
    "최종수정 2021.05.03 14:20 기사입력 2021.05.03 14:00": (minute(2021, 5, 3, 14, 0), minute(2021, 5, 3, 14, 20)),
    "기사승인 2021.05.03 14:00:07": (second(2021, 5, 3, 14, 0, 7), None),
    "일반입력 :2015/05/15 14:53": (minute(2015, 5, 15, 14, 53), None),
    "송고2026-01-06 16:46": (minute(2026, 1, 6, 16, 46), None),
    "송고시간3분 전": (minute(2025, 11, 20, 9, 27), None),
    "입력 어제 14:05 | 수정 방금": (minute(2025, 11, 19, 14, 5), minute(2025, 11, 20, 9, 30)),
    "입력: 2025/06/11 [12:40]": (minute(2025, 6, 11, 12, 40), None),
    "Published: Mon, 17 Nov 2025 | Updated: Tue, 18 Nov 2025": (day(2025, 11, 17), day(2025, 11, 18)),
    "2021.05.03 14:00 | 수정 일시 : 2021.05.03 14:20": (minute(2021, 5, 3, 14, 0), minute(2021, 5, 3, 14, 20)),
    "2021.05.03 14:00 2021.05.03 14:20": (minute(2021, 5, 3, 14, 0), None),
    "수정 2021.05.03 14:20": (None, minute(2021, 5, 3, 14, 20)),
    "수정 2021.05.03 14:20 (2021.05.03 14:00)": (None, minute(2021, 5, 3, 14, 20)),
    "헌법 수정 논의 2021.05.03 14:00": (minute(2021, 5, 3, 14, 0), None),
    "입력 2021.13.03 수정 2021.05.03": (None, day(2021, 5, 3)),
    "입력 2021.05.03 14:00 수정 14:20": (minute(2021, 5, 3, 14, 0), None),
    "댓글 내용입력": (None, None),
}

ABSOLUTE: dict[str, Precision] = {
    "%Y-%m-%d %H:%M": "minute",
    "%Y-%m-%d %H:%M:%S": "second",
    "%Y.%m.%d. %H:%M": "minute",
    "%Y. %m. %d. %H:%M": "minute",
    "%Y/%m/%d [%H:%M]": "minute",
    "%Y.%m.%d %p %I:%M": "minute",
    "%Y.%m.%d %p %H:%M": "minute",
    "%Y.%m.%d %I:%M %p": "minute",
    "%Y년 %m월 %d일 %H시 %M분": "minute",
    "%Y년 %m월 %d일": "day",
    "%Y.%m.%d": "day",
    "%Y-%m-%dT%H:%M:%S.%f%z": "second",
    "%Y-%m-%dT%H:%M:%S": "second",
    "%Y%m%dT%H%M%S%z": "second",
    "%Y%m%d%H%M%S": "second",
    "%Y%m%d%H%M": "minute",
    "%Y%m%d": "day",
    "%Y%m%d%H%M%S123": "second",
    "%a, %d %b %Y %H:%M:%S %z": "second",
    "%b %d, %Y %H:%M": "minute",
    "%B %d, %Y": "day",
    "%m.%d %Y": "day",
}

times_of_papers = st.datetimes(datetime(2000, 1, 1), datetime(2026, 12, 31), timezones=st.just(KST))  # noqa: DTZ001


def truncated(moment: datetime, precision: Precision) -> Moment:
    """What is left of a time when the text states only so much of it."""
    moment = moment.replace(microsecond=0)
    if precision != "second":
        moment = moment.replace(second=0)
    return Moment(moment.replace(hour=0, minute=0) if precision == "day" else moment, precision)


@pytest.mark.parametrize(("text", "moment"), READ.items())
def test_a_date_is_read_whole(text: str, moment: Moment) -> None:
    assert parse_moment(text, NOW) == moment


@pytest.mark.parametrize("text", NOT_READ)
def test_what_only_looks_like_a_date_is_left_alone(text: str) -> None:
    assert parse_moment(text, NOW) is None


@pytest.mark.parametrize(("text", "moments"), LABELLED.items())
def test_labels_say_which_date_is_which(text: str, moments: tuple[Moment | None, Moment | None]) -> None:
    assert published_and_modified(text, NOW) == moments


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_a_form_matches_its_example_and_not_its_near_miss(form: Form) -> None:
    matching = [other.name for other in FORMS if other.pattern.search(form.example)]
    assert matching[0] == form.name
    assert parse_moment(form.example, NOW) is not None
    assert form.pattern.search(form.near_miss) is None


def test_forms_have_one_name_each() -> None:
    assert len({form.name for form in FORMS}) == len(FORMS)


def test_now_may_be_in_any_zone() -> None:
    before_midnight_in_utc = datetime(2025, 11, 19, 16, 0, tzinfo=UTC)
    assert parse_moment("어제", before_midnight_in_utc) == day(2025, 11, 19)
    assert parse_moment("00:30", before_midnight_in_utc) == minute(2025, 11, 20, 0, 30)


@pytest.mark.parametrize("cut", range(1, 17))
def test_a_date_cut_by_the_limit_is_not_another_date(cut: int) -> None:
    read = parse_moment("가" * (2_000 - cut) + "2025.11.17 11:45:00", NOW)
    assert read in {None, day(2025, 11, 17), minute(2025, 11, 17, 11, 45)}


def test_only_the_beginning_is_read() -> None:
    assert parse_moment("가" * 2_000 + " 2025.11.17", NOW) is None
    assert parse_moment(" " * 3_000 + "2025.11.17", NOW) == day(2025, 11, 17)


@pytest.mark.parametrize(
    "part", ["2", "2025.", "20251117T114500.", "1시간 ", "(", "\ufdfa", "Nov 1 ", "2025.11.17 (월", "입력 "]
)
def test_hostile_text_is_read_to_the_end(part: str) -> None:
    published_and_modified(part * 2_000, NOW)
    assert parse_moment((part * 2_000)[:1_980] + " | 2025.11.18", NOW) is not None


@pytest.mark.parametrize(("written", "precision"), ABSOLUTE.items())
@given(moment=times_of_papers)
def test_any_time_reads_back(written: str, precision: Precision, moment: datetime) -> None:
    assert parse_moment(moment.strftime(written), NOW) == truncated(moment, precision)


@given(moment=times_of_papers, minutes=st.integers(-12 * 60, 14 * 60))
def test_any_zone_is_converted(moment: datetime, minutes: int) -> None:
    elsewhere = moment.replace(microsecond=0).astimezone(timezone(timedelta(minutes=minutes)))
    assert parse_moment(elsewhere.isoformat(), NOW) == Moment(moment.replace(microsecond=0), "second")


@given(seconds=st.integers(1_000_000_000, int(NOW.timestamp())))
def test_epoch_seconds_and_milliseconds_read_back(seconds: int) -> None:
    moment = Moment(datetime.fromtimestamp(seconds, KST), "second")
    assert parse_moment(str(seconds), NOW) == parse_moment(f"{seconds}999", NOW) == moment


@given(moment=times_of_papers)
def test_without_a_year_it_is_the_latest_day_that_can_be(moment: datetime) -> None:
    read = parse_moment(moment.strftime("%m-%d %H:%M"), NOW)
    assert read is not None
    assert read.time <= NOW + timedelta(days=1)
    assert read.time.strftime("%m-%d %H:%M") == moment.strftime("%m-%d %H:%M")


scraps = st.sampled_from(
    [*"0123456789.-/:TZ ,|[](년월일시분초전", "2025", "11", "오후", "PM", "입력", "수정", "Nov", "+0900"]
)


@given(text=st.text() | st.lists(scraps, max_size=40).map("".join))
def test_any_text_gives_korean_time_or_nothing(text: str) -> None:
    for moment in (parse_moment(text, NOW), *published_and_modified(text, NOW)):
        if moment is not None:
            assert moment.time.tzinfo is KST
            assert moment.time.microsecond == 0
            assert 1990 <= moment.time.year <= NOW.year + 1
            assert moment == truncated(moment.time, moment.precision)
