"""What the tests of imports ask for."""

import pytest
from litestar import Litestar

from waugzee.rate_limits import RateLimits


@pytest.fixture(autouse=True)
def fresh_limits(app: Litestar) -> None:
    """All tests come from one address, which takes in more here than anybody does in a minute."""
    app.state.rate_limits = RateLimits(None)
