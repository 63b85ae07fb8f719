import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from rubric_kit.errors import InputError
from rubric_kit.intake import Intake
from rubric_kit.widgets import ReadBadges
from rubric_kit.widgets import read_badges as module
from rubric_kit.widgets.incoming_files import IncomingFiles

DAY = date(2026, 7, 1)
MARKER = "zq-marker-4711"


def award(name: str, **more: Any) -> bytes:
    """Return a synthetic Open Badges 2.0 award; its recipient is the marker."""
    issuer = {"type": "Issuer", "id": "https://issuer.example/profile", "name": "Synthetic Association"}
    badge_class = {"type": "BadgeClass", "id": f"https://issuer.example/{name}", "name": name, "issuer": issuer}
    document = {
        "@context": "https://w3id.org/openbadges/v2",
        "type": "Assertion",
        "id": f"https://issuer.example/awards/{MARKER}",
        "recipient": {"type": "email", "hashed": False, "identity": f"{MARKER}@people.example"},
        "badge": badge_class | {"description": "A synthetic badge.", "criteria": {"narrative": "Plan a unit."}},
        "issuedOn": "2026-05-01T00:00:00Z",
        "verification": {"type": "HostedBadge"},
    }
    return json.dumps(document | more).encode()


class Told(list[dict[str, Any]]):
    """Messages to the browser, instead of a browser."""

    def kinds(self) -> list[str]:
        return [one["kind"] for one in self]

    def last(self, kind: str) -> dict[str, Any]:
        return next(one for one in reversed(self) if one["kind"] == kind)


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Told:
    messages = Told()

    def send(_self: ReadBadges, content: dict[str, Any], _buffers: object = None) -> None:
        # As on the wire: what is no JSON fails here.
        messages.append(json.loads(json.dumps(content)))

    monkeypatch.setattr(ReadBadges, "send", send)
    return messages


@pytest.fixture
def make(told: Told) -> Callable[..., ReadBadges]:
    told.clear()
    return lambda **given: ReadBadges(as_of=DAY, **given)


def hand(desk: ReadBadges, do: str, buffers: list[bytes] | None = None, sender: str = "page", **content: Any) -> None:
    """Send what the browser sends."""
    desk._handle_custom_msg({"do": do, "from": sender} | content, [memoryview(one) for one in buffers or []])


def give(desk: ReadBadges, *files: bytes, mark: str = "set-1") -> None:
    hand(desk, "start", files=len(files))
    hand(desk, "bytes", [one for one in files if one], parts=[{"file": at} for at, one in enumerate(files, 1) if one])
    hand(desk, "read", set=mark)


def page(desk: ReadBadges, told: Told, **content: Any) -> dict[str, Any]:
    hand(desk, "page", **content)
    return told.last("page")


def test_files_become_rows_by_number_and_badges_for_the_next_cell(make: Callable[..., ReadBadges], told: Told) -> None:
    desk = make()
    assert page(desk, told)["summary"] == "Nothing was read yet."
    give(desk, award("First"), b"{", b"", award("Second", expires="2026-06-30T00:00:00Z"))
    assert [badge.name for badge in desk.badges] == ["First", "Second"]
    shown = page(desk, told)
    assert shown["summary"].startswith("4 files: 2 badges, 2 cannot be read. Signatures: 2 cannot be checked here.")
    assert (shown["set"], shown["source"], shown["pages"], shown["chosen"]) == ("set-1", "browser", 1, 4)
    assert [(row["number"], row["name"], row["outcome_words"]) for row in shown["rows"]] == [
        (1, "First", "Badge"),
        (2, "", "Cannot be read"),
        (3, "", "Cannot be read"),
        (4, "Second", "Badge"),
    ]
    assert shown["rows"][3]["doubts"][0]["head"] == "Expired"
    first, broken = shown["rows"][:2]
    assert [one["title"] for one in first["lists"]][:2] == [
        "European standard elements of a micro-credential",
        "TrustEd Microcredential fields",
    ]
    assert "notional workload" in first["lists"][0]["missing"]
    assert broken["lists"] == []
    assert MARKER not in json.dumps(told)


def test_a_file_comes_in_pieces(make: Callable[..., ReadBadges]) -> None:
    desk, whole = make(), award("First")
    hand(desk, "start", files=1)
    for piece in (whole[:50], whole[50:]):
        hand(desk, "bytes", [piece], parts=[{"file": 1}])
    hand(desk, "read", set="s")
    assert [badge.name for badge in desk.badges] == ["First"]


def test_no_trait_ever_holds_a_name_a_byte_or_a_result(make: Callable[..., ReadBadges]) -> None:
    desk = make()
    before = json.dumps(desk.view)
    give(desk, award("A badge to be seen"))
    state = repr(desk.get_state())
    assert json.dumps(desk.view) == before
    for kept_out in (MARKER, "A badge to be seen", "Synthetic Association", "file 1"):
        assert kept_out not in state


def test_bytes_are_let_go_once_they_are_read(make: Callable[..., ReadBadges]) -> None:
    desk = make()
    give(desk, award("First"))
    assert desk._incoming == {}
    assert MARKER not in repr(vars(desk))


NOT_WHOLE = "the files did not arrive whole; choose them again."


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ([("start", {"files": 0})], "0 files were given; 1 to 10,000 are read at once."),
        ([("start", {"files": 10_001})], "10,001 files were given; 1 to 10,000 are read at once."),
        ([("bytes", {"parts": []})], NOT_WHOLE),
        ([("read", {})], NOT_WHOLE),
        (
            [("start", {"files": 1}), ("bytes", {"parts": [{"file": 2}]})],
            NOT_WHOLE,
        ),
        ([("start", {"files": 1}), ("bytes", {"parts": []})], NOT_WHOLE),
        (
            [("folder", {"path": "no_such_folder"})],
            "no_such_folder does not exist; name a badge file or a folder of badge files.",
        ),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_line(
    make: Callable[..., ReadBadges], told: Told, sent: list[tuple[str, dict[str, Any]]], words: str
) -> None:
    desk = make()
    for do, content in sent:
        hand(desk, do, [b"x"] if do == "bytes" else None, **content)
    assert told[-1] == {"kind": "refused", "to": "page", "words": f"Not read: {words}"}
    assert desk.items == ()


def test_limits_hold_on_this_side_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rubric_kit.widgets.incoming_files.MOST_BYTES_EACH", 10_000_000)
    monkeypatch.setattr("rubric_kit.widgets.incoming_files.MOST_BYTES_TOGETHER", 15_000_000)
    incoming, nine = IncomingFiles(2), memoryview(bytes(9_000_000))
    incoming.take([{"file": 1}], [nine])
    with pytest.raises(InputError, match="file 1 is larger than 10 MB; a badge is far smaller"):
        incoming.take([{"file": 1}], [memoryview(bytes(1_000_001))])
    with pytest.raises(InputError, match="the files are larger than 15 MB together; give them in several goes"):
        incoming.take([{"file": 2}], [nine])


def test_an_unexpected_failure_shows_no_trace_and_quotes_nothing(
    make: Callable[..., ReadBadges], told: Told, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_files: object, **_wishes: object) -> Intake:
        raise ValueError(MARKER)

    monkeypatch.setattr(module, "read_badges", fail)
    give(make(), award("First"))
    assert told[-1]["words"].startswith("Not read: something unexpected happened.")
    assert MARKER not in json.dumps(told) + "".join(capsys.readouterr())


def test_a_folder_is_read_with_its_names_on_the_screen_only(make: Callable[..., ReadBadges], told: Told, tmp_path: Path) -> None:
    (tmp_path / "zebulon.json").write_bytes(award("First"))
    desk = make(folder=tmp_path)
    assert [item.label for item in desk.items] == ["file 1"]
    shown = page(desk, told)
    assert (shown["source"], shown["rows"][0]["path"], shown["rows"][0]["label"]) == ("folder", "zebulon.json", "file 1")
    assert "zebulon" not in repr(desk.get_state())
    assert "zebulon" not in repr(desk.intake)
    hand(desk, "clear")
    hand(desk, "folder", path=f' "{tmp_path}" ')
    assert [badge.name for badge in desk.badges] == ["First"]
    # What was dropped before gives way to the folder, and the other way round.
    give(desk, award("Second"))
    assert [badge.name for badge in desk.badges] == ["Second"]
    hand(desk, "clear")
    assert desk.items == ()


def test_the_samples_are_read_when_no_folder_is_named(make: Callable[..., ReadBadges], told: Told) -> None:
    desk = make(folder="")
    assert len(desk.badges) > 15
    assert page(desk, told)["source"] == "samples"


def test_pages_and_choices(make: Callable[..., ReadBadges], told: Told) -> None:
    desk = make()
    give(desk, *(award(f"Badge {number}") for number in range(120)), b"{", award("Old", expires="2020-01-01T00:00:00Z"))
    first, last, beyond = (page(desk, told, page=at) for at in (0, 2, 99))
    assert (len(first["rows"]), first["first"], first["pages"]) == (50, 1, 3)
    assert (len(last["rows"]), last["first"], last["rows"][0]["number"]) == (22, 101, 101)
    assert (beyond["page"], beyond["rows"]) == (2, last["rows"])
    assert [row["number"] for row in page(desk, told, shown="others")["rows"]] == [121]
    assert [row["name"] for row in page(desk, told, shown="broken")["rows"]] == ["Old"]
    assert page(desk, told, shown="badges")["chosen"] == 121
    assert page(desk, told, shown="no such choice")["chosen"] == 122


def test_progress_is_told_with_words_and_numbers(
    make: Callable[..., ReadBadges], told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_PAUSE", 0)
    give(make(), award("First"), award("Second"))
    steps = [(one["words"], one["done"], one["total"]) for one in told if one["kind"] == "progress"]
    assert ("Opening", 1, 2) in steps
    assert steps[-1][0] == "Looking at each, and at its signature"
    assert told.kinds().index("progress") < told.kinds().index("changed")


def test_hidden_characters_are_spelled_out(make: Callable[..., ReadBadges], told: Told) -> None:
    desk = make()
    give(desk, award("Micro\u202esoft"))
    assert page(desk, told)["rows"][0]["name"] == "Micro‹U+202E›soft"


def test_a_misspelt_argument_and_a_missing_folder_are_told(make: Callable[..., ReadBadges]) -> None:
    with pytest.raises(TypeError, match="foldr"):
        make(foldr="x")
    with pytest.raises(InputError, match="nowhere does not exist; name a badge file or a folder of badge files"):
        make(folder="nowhere")
