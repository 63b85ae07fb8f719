from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rubric_kit.model import GutCall
from rubric_kit.scoring.gut import GutTally, Side

pairs = st.lists(st.tuples(st.sampled_from(list(GutCall)), st.sampled_from(list(Side))), max_size=40)


def test_the_sentence_gives_every_class_its_number() -> None:
    said = [(GutCall.ACCEPT, Side.ACCEPTS)] * 3 + [(GutCall.ACCEPT, Side.OPEN)] + [(GutCall.ACCEPT, Side.NOT)] * 3
    said += [(GutCall.NOT, Side.CONDITION)] * 2 + [(GutCall.NOT, Side.UNRATED)] + [(GutCall.UNSURE, Side.ACCEPTS)] * 2
    assert GutTally.of(said).sentence == (
        "7 of 12 would accept it by gut: their own ratings accept it for 3, leave it open for 1 and do not accept it for 3. "
        "3 would not: their own ratings accept it on condition for 2; 1 of them did not rate it. "
        "2 were unsure: their own ratings accept it for 2."
    )


def test_only_a_clear_yes_and_a_clear_no_are_opposites() -> None:
    every = GutTally.of((call, side) for call in GutCall for side in Side)
    # Accept beside not, and not beside accepts; both pairs of equals are compared as well.
    assert (every.calls, every.compared, every.parted) == (15, 4, 2)


@given(pairs)
def test_the_parts_make_the_whole(said: list[tuple[GutCall, Side]]) -> None:
    tally = GutTally.of(said)
    assert tally.calls == len(said) == sum(tally.of_call(call) for call in GutCall)
    assert tally.parted <= tally.compared <= tally.calls
    assert tally == GutTally.of(reversed(said))
