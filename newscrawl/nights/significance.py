"""The few statistical tests that verdicts stand on. All are one-sided; each returns a probability or a score, and decides nothing."""
from __future__ import annotations

from collections.abc import Iterable
from math import exp, lgamma, log


def count_tail(count: int, expected: float, dispersion: float) -> float:
    """The probability of so few events or fewer, if ``expected`` are usual and the variance is ``dispersion`` times that.

    Negative binomial, as Noufaily and others use it for such counts (Statistics in Medicine 32, 2013); Poisson at dispersion 1.

    >>> round(count_tail(0, 3.0, 1.0), 4), round(count_tail(0, 3.0, 2.0), 4)
    (0.0498, 0.125)
    """
    if expected <= 0:
        return 1.0
    if dispersion <= 1.001:
        return min(1.0, sum(exp(n * log(expected) - expected - lgamma(n + 1)) for n in range(count + 1)))
    size, share = expected / (dispersion - 1), 1 / dispersion
    return min(1.0, sum(exp(lgamma(n + size) - lgamma(n + 1) - lgamma(size) + size * log(share) + n * log(1 - share))
                        for n in range(count + 1)))


def share_tail(hits: int, trials: int, share: float) -> float:
    """The probability of so many hits or more among ``trials``, if each is one with probability ``share`` (binomial).

    >>> round(share_tail(5, 5, 0.5), 4), share_tail(0, 5, 0.5)
    (0.0312, 1.0)
    """
    if hits <= 0:
        return 1.0
    share = min(max(share, 1e-9), 1 - 1e-9)
    return min(1.0, sum(exp(lgamma(trials + 1) - lgamma(n + 1) - lgamma(trials - n + 1) + n * log(share) + (trials - n) * log(1 - share))
                        for n in range(hits, trials + 1)))


def cusum(trials: Iterable[tuple[int, int]], usual: float, wrong: float) -> float:
    """How strongly a run of (hits, trials) speaks for the share ``wrong`` rather than ``usual``, since it last spoke for neither.

    The log-likelihood ratio of a Bernoulli CUSUM (Page, Biometrika 41, 1954; Reynolds and Stoumbos, Journal of Quality Technology 31, 1999).

    >>> cusum([(0, 40)] * 20, 0.01, 0.05), round(cusum([(0, 40), (3, 40), (3, 40)], 0.01, 0.05), 1)
    (0.0, 6.6)
    """
    score = 0.0
    for hits, of in trials:
        score = max(0.0, score + hits * log(wrong / usual) + (of - hits) * log((1 - wrong) / (1 - usual)))
    return score
