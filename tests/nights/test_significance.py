"""The statistical tests against values worked out otherwise."""
from __future__ import annotations

from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.nights.significance import count_tail, cusum, share_tail


@given(st.integers(0, 20), st.integers(1, 20), st.floats(0.05, 0.95))
def test_share_tail_is_the_binomial_sum(hits: int, trials: int, share: float) -> None:
    exact = sum(comb(trials, n) * share ** n * (1 - share) ** (trials - n) for n in range(hits, trials + 1))
    assert share_tail(hits, trials, share) == pytest.approx(exact, abs=1e-9)


@given(st.integers(0, 60), st.floats(0.1, 60), st.floats(1, 6))
def test_count_tail_grows_with_the_count_and_the_dispersion_of_small_counts(count: int, expected: float, dispersion: float) -> None:
    assert 0 <= count_tail(count, expected, dispersion) <= count_tail(count + 1, expected, dispersion) <= 1.0
    assert count_tail(0, expected, dispersion) <= count_tail(0, expected, dispersion + 1)


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(3, 40)), max_size=30))
def test_cusum_is_never_below_zero_and_forgets_good_nights(trials: list[tuple[int, int]]) -> None:
    assert cusum(trials, 0.01, 0.04) >= 0
    assert cusum([*trials, *[(0, 200)] * 30], 0.01, 0.04) == 0
