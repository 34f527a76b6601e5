"""What holds for all tests."""
from __future__ import annotations

from hypothesis import HealthCheck, settings

# How long an example takes hangs on what else the machine does.
settings.register_profile("newscrawl", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("newscrawl")

# It adds to the tables of whoever imports it.
collect_ignore = ["output/another_kind"]
