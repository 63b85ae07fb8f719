"""The framework packs that come with the kit: one CASE 1.1 package each in `packs/`, facts only, with their source."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from rubric_kit.errors import InputError
from rubric_kit.intake.containers.strict_json import strict_json
from rubric_kit.intake.finding_codes import Remarks
from rubric_kit.intake.frameworks.case_package import read_case_package
from rubric_kit.model import Framework


@cache
def shipped_frameworks() -> tuple[Framework, ...]:
    """Return the frameworks that come with the kit, sorted by key; read at the first call.

    Raises
    ------
    InputError
        A pack is damaged: the installation is incomplete.
    """
    folder = files("rubric_kit.intake.frameworks") / "packs"
    names = sorted(one.name for one in folder.iterdir() if one.name.endswith(".json"))
    return tuple(_pack(name.removesuffix(".json"), (folder / name).read_bytes()) for name in names)


def _pack(key: str, data: bytes) -> Framework:
    remarks = Remarks(f"packs/{key}.json")
    framework = read_case_package(strict_json(data, where=remarks.where), remarks, key=key)
    if framework is None or remarks.findings:
        found = "; ".join(finding.message for finding in remarks.findings)
        raise InputError(f"{remarks.where}: the pack is damaged ({found}); install rubric_kit again", where=remarks.where)
    return framework
