"""The page that says what each sample badge is, why it is here and in whose shape."""

from __future__ import annotations

from sample_shapes import Json

START = """\
# Sample badges

All badges here are synthetic: no real person, issuer or award is meant, and every file says so in its text. They have the shapes
in which issuers really send badges, so that you can try the workbench before you have badges of your own. Padlet, ISTE and the
platforms in the last column are names that teachers used in the chat this project comes from; none of them has anything to do
with these files, and no issuer here bears such a name.

Each award carries a hashed address of nobody at example.org, as real badges carry their earner's. It is there so that you can see
that the workbench drops it. Signatures are made with test keys that anybody can make again: they hold, and they prove nothing.

Four clusters of similar names are planted. Levels: "Quillboard Certified Teacher" without a level, at level 1 and at level 2.
Years: "Global Classroom Educator" 2016 and 2024. Organisations: two badges called "Padlet Badge". Look-alikes: a "Padlet Badge"
and an issuer with one Cyrillic letter, and an honest "Paddle Badge".

| File | Standard and container | What it stands for | Why it is here | Origin |
|---|---|---|---|---|
"""
END = """
All files, and this page, are made by `python tests/samples/make_samples.py`, the same bytes each time. Change
`tests/samples/badges.toml` or `origins.toml` and run it again; do not edit the files here. `notebooks/sample_ratings.csv`, made
by the same run, holds what four invented raters said about the {count} badges that can be read. Files that must be refused are
not here but in `tests/samples/negative/`.
"""


def readme(origins: Json, count: int) -> bytes:
    """Return the page; the order is that of origins.toml."""
    lines = [
        f"| `{file}` | {one['form']} | {one['stands_for']} | {one['why']} | {_origin(one)} |\n" for file, one in origins.items()
    ]
    return (START + "".join(lines) + END.format(count=count)).encode()


def _origin(one: Json) -> str:
    if "shape" not in one:
        return "synthetic"
    return f"synthetic; {one['shape']}" if one["shape"].startswith("Credmos") else f"synthetic, in the shape of {one['shape']}"
