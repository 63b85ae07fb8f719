"""What can keep a document from being brought into canonical form; none of it says that a signature is wrong."""

from __future__ import annotations


class NotCanonical(Exception):  # noqa: N818 -- a finding about a document, named for what it says
    """The document cannot be brought into canonical form: it is no sound JSON-LD, or nothing else could be signed.

    Parameters
    ----------
    reason : str
        Why, in words of ours and of the JSON-LD specification; never with a value of the document.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class TooComplex(Exception):  # noqa: N818 -- see NotCanonical
    """The document would take more work than one badge may take; nothing is said about its signature.

    Parameters
    ----------
    reason : str
        What there is too much of.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class ContextMissing(Exception):  # noqa: N818 -- see NotCanonical
    """A context that the document names is not at hand; it is never fetched.

    Parameters
    ----------
    url : str
        Its address as the document names it: text from outside, to be made visible and escaped before it is shown.
    """

    def __init__(self, url: str) -> None:
        super().__init__("a context that the document names is not at hand")
        self.url = url


class Work:
    """A budget of steps, so that a hostile document ends in the same way on a slow machine and on a fast one.

    Parameters
    ----------
    steps : int
        How much may be spent.
    what : str
        What there is too much of when that is not enough.
    """

    def __init__(self, steps: int, what: str) -> None:
        self.left = steps
        self.what = what

    def spend(self, steps: int) -> None:
        """Take steps from the budget.

        Raises
        ------
        TooComplex
            There are not enough left.
        """
        self.left -= steps
        if self.left < 0:
            raise TooComplex(self.what)
