"""The engines that are installed, each with the frames and the oracle of the scoring tests.

In .venv none but pandas is there; what is missing is skipped with the line that says how to get it.
"""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from rubric_kit.errors import InputError
from rubric_kit.scoring.tables import engine_frame
from rubric_kit.scoring.tables.spark_session import spark_session


def _load(name: str, *parts: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, Path(__file__).parents[1].joinpath(*parts))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


_scoring = _load("scoring_fixtures", "scoring", "conftest.py")
_tables = _load("table_fixtures", "scoring", "tables", "conftest.py")
make_badge, make_rubric = _scoring.make_badge, _scoring.make_rubric
make_batch, decide_all = _tables.make_batch, _tables.decide_all


@pytest.fixture(scope="session")
def dask_cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Two worker processes on this machine's loopback, without a page."""
    distributed = pytest.importorskip("distributed", reason="distributed is not installed; run: pip install 'rubric_kit[dask]'")
    cluster = distributed.LocalCluster(
        n_workers=2,
        threads_per_worker=1,
        processes=True,
        host="127.0.0.1",
        dashboard_address=None,
        local_directory=str(tmp_path_factory.mktemp("dask")),
    )
    with cluster, distributed.Client(cluster) as client:
        assert len({*client.run(os.getpid).values()} - {os.getpid()}) == 2
        yield


@pytest.fixture(scope="session")
def spark() -> Iterator[Any]:
    """Spark on two cores of this machine; plans of many small steps are run as they are rather than compiled."""
    try:
        session = spark_session(2)
    except ModuleNotFoundError:
        pytest.skip("pyspark is not installed; run: pip install 'rubric_kit[spark]'")
    except InputError as error:
        pytest.skip(str(error))
    session.conf.set("spark.sql.codegen.wholeStage", "false")
    session.conf.set("spark.sql.adaptive.enabled", "false")
    yield session
    session.stop()


@pytest.fixture(scope="session")
def ready(request: pytest.FixtureRequest) -> Callable[[str], str]:
    """Return a function that makes an engine ready, or skips the test with what is missing."""

    def ready_for(engine: str) -> str:
        if engine in ("dask", "spark"):
            request.getfixturevalue({"dask": "dask_cluster", "spark": "spark"}[engine])
        try:
            engine_frame(engine, {"row": np.arange(2)})
        except InputError as error:
            pytest.skip(str(error))
        return engine

    return ready_for
