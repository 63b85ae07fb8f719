"""A quiet Spark session on this machine alone, or the one that is active already."""

from __future__ import annotations

import os
import shutil
from importlib import import_module
from pathlib import Path
from typing import Any

from rubric_kit.errors import InputError

_SETTINGS = {
    # Nothing listens beyond this machine, and no page is served.
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "ERROR",
    "spark.sql.execution.arrow.pyspark.enabled": "true",
}


def spark_session(cores: int = 2) -> Any:
    """Return the active session; without one start a session with some of this machine's cores.

    Raises
    ------
    InputError
        Java is missing.
    ModuleNotFoundError
        pyspark is missing.
    """
    builder: Any = import_module("pyspark.sql").SparkSession
    active = builder.getActiveSession()
    if active is not None:
        return active
    if not has_java():
        message = "the engine 'spark' needs Java 17 or newer; on Debian or Ubuntu run: sudo apt-get install default-jre-headless"
        raise InputError(message, where="spark")
    # Read by the start script, before any setting is.
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    session = builder.builder.appName("rubric_kit").master(f"local[{cores}]")
    for name, value in _SETTINGS.items():
        session = session.config(name, value)
    return session.getOrCreate()


def has_java() -> bool:
    """Tell whether Spark would find a Java."""
    home = os.environ.get("JAVA_HOME")
    return shutil.which("java") is not None or (bool(home) and (Path(str(home)) / "bin" / "java").is_file())
