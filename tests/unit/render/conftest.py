"""Every kind of result, as a fixture; see `results`."""

from __future__ import annotations

import pytest
from tests.unit.render.results import RESULTS, stance_matrix, timeline

from positions.analyse.result import Listing, Result
from positions.analyse.stance.matrix import Matrix


@pytest.fixture(name="result", params=RESULTS)
def _result(request: pytest.FixtureRequest) -> Result:
    """Each kind of result."""
    return RESULTS[request.param]()


@pytest.fixture(name="matrix")
def _matrix() -> Matrix:
    return stance_matrix()


@pytest.fixture(name="listing")
def _listing() -> Listing:
    return timeline()
