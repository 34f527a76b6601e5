"""Words in bylines: names, roles, places, papers, wires; and tests for them."""

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Surnames of about a thousand people or more: 통계청, 2015 인구주택총조사 (kosis.kr, DT_1IN15SD).
SURNAMES = frozenset(
    "김이박최정강조윤장임한오서신권황안송전홍유고문양손배백허남심노하곽성차주우구류나민진지엄채원천방공현함변염여추"
    "도소석선설마길연위표명기반라왕금옥육인맹제모탁국어은편용예경봉사부가복태목형계피두감음동온시호범좌팽승간상갈단견당"
    "화창빈갑돈순옹평판종아리림"
)
LONG_SURNAMES = _words("남궁 황보 제갈 선우 사공 서문 독고 동방")
AGENCIES = _words("AP AFP 로이터 신화 교도 블룸버그 타스")
WIRES = (  # as pages say it -> as records say it
    {wire: wire for wire in AGENCIES | _words("연합뉴스 연합뉴스TV 연합인포맥스 뉴시스 뉴스1 UPI EPA dpa")}
    | {f"{wire}통신": wire for wire in AGENCIES}
    | {"연합": "연합뉴스", "신화사": "신화"}
)
REPORTERS = (
    *_words("기자 특파원 논설위원 해설위원 편집위원 칼럼니스트 논설실장 주필 편집장 편집국장 에디터 앵커 리포터"),
    *_words("아나운서 캐스터 통신원 피디 PD VJ Reporter reporter Correspondent correspondent Writer writer"),
)
OTHERS = _words(
    "교수 대표 대표이사 위원 위원장 연구위원 연구원 변호사 변리사 평론가 작가 박사 원장 소장 센터장 회장 사장 이사 "
    "국장 부국장 부장 차장 팀장 실장 본부장 단장 총장 애널리스트 컨설턴트 회계사 강사 시인 CP"
)
BEFORE_ROLES = _words("인턴 수습 선임 수석 책임 객원 초빙 명예 전문 상임 석좌")
PLACES = _words(
    "서울 부산 대구 인천 광주 대전 울산 세종 경기 강원 충북 충남 전북 전남 경북 경남 제주 강릉 거제 경산 경주 고양 "
    "공주 과천 광명 광양 구리 구미 군산 김제 김천 김포 김해 나주 남양주 남원 논산 당진 동해 마산 목포 문경 밀양 보령 "
    "부천 사천 상주 서귀포 서산 성남 속초 수원 순천 시흥 아산 안동 안산 안성 안양 양산 양주 여수 여주 연천 영주 영천 "
    "오산 용산 용인 원주 의왕 의정부 이천 익산 장성 전주 정선 정읍 제천 진주 진천 창원 천안 청주 춘천 충주 태백 통영 "
    "파주 평창 평택 포천 포항 하남 홍성 홍천 화성 여의도 강원도 경기도 전라도 경상도 제주도 홍콩 방콕 하노이 오사카 "
    "두바이 선전 상하이 한국 중국 미국"
)
NOT_NAMES = _words(  # built like names, and seen in or near bylines
    "기자 기사 기획 기획국 사설 사진 사회 사업국 경제 정치 정보 정책 정책국 정리 문화 문의처 국제 국내 산업 금융 연예 "
    "연재 방송 방송국 신문 신고 이슈 이전 이날 이메일 이미지 이야기 온라인 디지털 인터넷 스포츠 글로벌 모바일 게임 "
    "바이오 반도체 자동차 부동산 라이프 편집 편집국 편집자 제작국 구독 구독자 구성 공유 공동 공식 공지 관리자 운영자 "
    "승인 입력 수정 등록 송고 발행 "
    "담당 담당자 최신 최신순 인기 인쇄 인턴 주요 주소 주간 주재 지역 지면 전체 전문 전직 전화 현직 현장 여행 여성 남성 "
    "명예 유명 유료 고참 원로 동료 동영상 선배 선임 시민 시사 소속 소비자 종합 추천 오피니언 단독 상세 표지 특집 취재 "
    "출입 후배 신입 중견 외신 본지 본보 해당 응원 연결 화면 한겨레 전자 통신 서울대 고려대 연세대 한양대 경희대 부산대 "
    "전남대 전북대 강원대 인하대"
)
NO_BYLINE = _words(
    "사진 사진제공 사진설명 이미지 자료 자료사진 그래픽 일러스트 영상 출처 캡처 표 제공 문의 제보 광고 보도자료 진행 "
    "출연 대담 사회"
)
LABELS = _words("By by 글 글쓴이 그림 작성자 등록자 기자명 저자 번역 정리 취재 편집 공감언론")
FILM_CREW = _words("영상취재 영상편집 영상그래픽 영상디자인 촬영 촬영기자 자료조사 리서처")
CREW = FILM_CREW | _words("취재 편집 영상 그래픽 디자인 구성 연출 자막 CG VJ PD")
OUTLET = re.compile(
    r".(?:뉴스\d{0,2}|신문|일보|방송|닷컴|타임[스즈]|데일리|투데이|비즈|미디어|저널|매거진|포스트|프레스|통신|경제|스포츠|조선|코리아|TV)$"
)
DESK = re.compile(
    r".(?:팀|부|넷|룸|센터|본부|총국|지국|연구소|연구실|연구원|협회|학회|재단|위원회|대학교?|학과|그룹|전자|기자단)$"
)
SECTIONS = _words(
    "정치 경제 사회 문화 국제 세계 산업 기업 과학 기술 테크 IT ICT 생활 라이프 연예 스포츠 증권 금융 부동산 통신 방송 미디어 모바일 게임 "
    "인터넷 반도체 전자 보안 바이오 의료 의학 건강 헬스 교육 환경 오피니언 칼럼 사설 지역 전국 사람 인물 인터뷰 기획 투자 스타트업 유통 "
    "소비자 자동차 모빌리티 에너지 여행 책 북한 국방 외교 컴퓨터 콘텐츠 플랫폼 로봇 AI 인공지능 우주 이슈"
)
"""Names of sections, or parts of such names."""
_SECTION = f"(?:{'|'.join(sorted(SECTIONS))})"
SECTION_NAME = re.compile(rf"{_SECTION}(?:\s?[·ㆍ/&]\s?{_SECTION}){{0,3}}(?:\s?(?:일반|종합|뉴스))?")
"""Such as IT·과학, 방송/통신 or 경제일반."""
NEWSROOM = re.compile(
    rf"(?:온라인|디지털|인터넷|데이터|모바일)?(?:뉴스|편집|보도|취재|온라인|디지털|멀티미디어|체육|사진|여론|탐사|{'|'.join(sorted(SECTIONS))})"
    r"(?:팀|부|국|룸|센터|데스크|본부)(?:장)?"
)
"""A desk of a paper: 온라인뉴스팀, 편집국, 디지털뉴스룸."""
PAPER = re.compile(r"(?!주요|오늘|속보|해외|국내|모닝)[가-힣]{2,12}(?:뉴스|신문|일보|데일리|타임스|투데이)")
HANGUL_NAME = re.compile(r"[가-힣○◯]{1,3}(?![는를])[가-힣○◯]")
LATIN_NAME = re.compile(
    r"(?!(?:Korea|News|Times|Daily|Editors?|Team|Desk|Staff|Media|Today|Online|Press|Post|Journal|Tech|The|By)\b)"
    r"(?:Mc|Mac|De|[OD]['’])?[A-Z][a-z]{1,20}(?:-[A-Za-z][a-z]{1,20})?|[A-Z]\."
)
_HANGUL = re.compile(r"[가-힣]{1,6}")
_LATIN_WORD = re.compile(r"[A-Z][A-Za-z]{1,9}")


def is_korean_name(word: str, *, sure: bool = False) -> bool:
    """Whether a word is built like a Korean name; `sure` if a role shows that it is a person."""
    if not HANGUL_NAME.fullmatch(word) or word in NOT_NAMES or word in NO_BYLINE or is_known(word):
        return False
    usual = word[0] in SURNAMES or word[0] in "○◯"
    return word[:2] in LONG_SURNAMES or (usual and (len(word) < 4 or sure or word[0] in "김박최윤권류곽"))


def may_be_foreign(word: str) -> bool:
    """Whether a word may be part of a foreign name in Hangul; only a role makes it certain."""
    return bool(_HANGUL.fullmatch(word)) and not (word in NOT_NAMES or word in NO_BYLINE or is_known(word))


def is_outlet_word(word: str) -> bool:
    return word in WIRES or bool(OUTLET.search(word) or DESK.search(word) or NEWSROOM.fullmatch(word))


def is_known(word: str) -> bool:
    """Whether a word is known in bylines and is no name: a paper, desk, place or label."""
    return word in LABELS or word in PLACES or is_outlet_word(word) or bool(_LATIN_WORD.fullmatch(word))
