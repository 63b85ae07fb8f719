"""What an erasure cannot reach, said plainly: whoever keeps those copies has to know."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rubric_kit.workspace.store.places import Place
from rubric_kit.workspace.store.traces import SHORTEST_RAW, Sought

_COPIES = (
    "Copies elsewhere are not reached: sticks, other laptops, e-mails, printed sheets, the district's own backups. Erase there "
    "too. Merging an older copy does not bring back what was erased here."
)
_DISK = (
    "A disk can keep what was overwritten in places that no program sees. Only an encrypted disk, or one that is wiped when it "
    "is retired, covers that."
)
_SERVER = (
    "On the server the rows are blanked and the tables written anew. Not reached are its write-ahead log and its archive, base "
    "backups, dumps, replicas and logs of statements. Whoever keeps the database has to run CHECKPOINT and delete what is older "
    "than today."
)
_FOLDER = (
    "Only the store and its backups were gone through; name the workspace (--workspace FOLDER) for reports, tables and notebooks."
)
_PICTURES = "A code or a name that is drawn in a picture or a PDF is not found by a search."
_NOTEBOOKS = "A notebook that is open now still shows what it has read; close it without saving."


def limits(place: Place, sought: Sought, *, workspace: bool, mentions: Sequence[int], rounds: int) -> Iterator[str]:
    """Give what a person has to know beside the counts, one paragraph each.

    Parameters
    ----------
    place : Place
        The store.
    sought : Sought
        What was looked for.
    workspace : bool
        Whether the files of a workspace were gone through.
    mentions : sequence of int
        Places of kept entries whose reason names it.
    rounds : int
        How many entries that open or reveal a round were erased.
    """
    if rounds:
        yield f"{rounds} of the entries opened or revealed a round; without them rounds count anew. Open or reveal it again."
    if mentions:
        listed = ", ".join(map(str, mentions[:20]))
        yield f"Reasons that others wrote hold the word: {len(mentions)}, in the log's rows {listed}. They are kept; read them."
    for word in sought.words:
        if len(word) < SHORTEST_RAW:
            yield (
                f"{word!r} is too short to be looked for among all bytes of a database, where it turns up by chance. There its "
                f"rows were looked for by their {len(sought.ids)} random names, by their reasons and by the code beside each "
                "badge's key."
            )
    yield _DISK if place.path else _SERVER
    yield _COPIES
    yield from (_PICTURES, _NOTEBOOKS) if workspace else (_FOLDER,)
