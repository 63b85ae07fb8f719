"""An answer, and its change on a machine whose clock was set back three years in between."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta, tzinfo
from unittest.mock import patch

from harness.forked import Tell, Work
from harness.saves import rating
from rubric_kit.scoring.rounds import standing
from rubric_kit.workspace.store import open_store

_YEARS_BACK = timedelta(days=3 * 365)


class _Earlier(datetime):
    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:
        return datetime.now(tz) - _YEARS_BACK


@contextmanager
def clock_set_back() -> Iterator[None]:
    """Set the clock back by which the store dates its entries."""
    with patch("rubric_kit.workspace.store.store.datetime", _Earlier):
        yield


def answers_in_order(place: str) -> Work:
    """Return the work of answering, setting the clock back, and changing the answer; it tells what came of it."""

    def work(tell: Tell) -> None:
        with open_store(place) as store:
            first = rating(0)
            with clock_set_back():
                second = rating(0).replace(replaces=[first.id], level=rating(1).level)
            tell({"tried": [first.id, second.id]})
            store.append([first])
            stored = store.append([second])[0]
            tell({"saved": [first.id, second.id]})
            tell({"years": second.made < first.made})
            tell({"order": [one.entry.id for one in store.entries()] == [first.id, second.id] and stored.sequence == 2})
            tell({"stands": [one.entry.id for one in standing(store.entries()).rows] == [second.id]})

    return work
