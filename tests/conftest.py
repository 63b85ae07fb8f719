"""For the whole suite: property tests never fail because the machine is slow, and repeat themselves in CI."""

import os

from hypothesis import HealthCheck, settings

settings.register_profile(
    "suite", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=bool(os.environ.get("CI")), print_blob=True
)
settings.load_profile("suite")
