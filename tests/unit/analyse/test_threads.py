"""Work spread over threads, and a BLAS that keeps still meanwhile."""

from __future__ import annotations

import numpy as np
import pytest

from positions.analyse import threads
from positions.analyse.threads import calm_blas, for_each


@pytest.fixture(name="processors", params=[1, 4])
def _processors(request, monkeypatch):
    monkeypatch.setattr(threads, "_processors", lambda: request.param)


@pytest.mark.usefixtures("processors")
def test_every_item_is_worked_on_once():
    """However many processors there are, no piece is lost and none is done twice."""
    done = []
    with calm_blas():
        for_each(done.append, range(100))

    assert list(range(100)) == sorted(done)


@pytest.mark.usefixtures("processors")
def test_errors_reach_the_caller():
    """A mistake in a thread is not swallowed."""

    def fail(item):
        raise ValueError(f"item {item}")

    with calm_blas(), pytest.raises(ValueError, match="item"):
        for_each(fail, [1])


def test_blas_gets_its_threads_back():
    """After the work BLAS has as many threads as before, also after an error."""
    control = pytest.importorskip("threadpoolctl")
    np.ones((2, 2)) @ np.ones((2, 2))
    before = control.threadpool_info()

    with pytest.raises(RuntimeError), calm_blas():
        assert {1} == {pool["num_threads"] for pool in control.threadpool_info() if pool["user_api"] == "blas"}
        raise RuntimeError

    assert before == control.threadpool_info()


def test_without_threadpoolctl_the_work_is_done_all_the_same(monkeypatch):
    """The library is an extra; without it one thread goes over the items and BLAS has its own."""
    monkeypatch.setattr(threads, "_controller", lambda: None)
    done = []
    with calm_blas():
        for_each(done.append, "abc")

    assert ["a", "b", "c"] == done
