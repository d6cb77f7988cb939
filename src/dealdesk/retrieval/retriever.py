"""What any search engine over passages offers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence


class Retriever(Protocol):
    """Finds rows by terms."""

    def search(self, terms: Sequence[str], limit: int) -> tuple[int, ...]:
        """Indexes of at most `limit` rows that hold any of `terms`, best first, ties in order of the rows."""
