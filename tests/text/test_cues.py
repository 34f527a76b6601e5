"""Quick tests that come before the rules let everything through that a rule knows."""
from __future__ import annotations

import re

import pytest

from newscrawl.text.captions import CREDIT_FORMS, CreditForm
from newscrawl.text.dates import FORMS, Form, _plain, _shape


@pytest.mark.parametrize("rule", [rule for rule in CREDIT_FORMS if rule.cue], ids=lambda rule: rule.name)
def test_credits_have_their_cue(rule: CreditForm) -> None:
    assert rule.cue
    assert rule.cue.search(rule.example)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_dates_have_their_cue(form: Form) -> None:
    assert re.search(form.cue, _shape(_plain(form.example)))
