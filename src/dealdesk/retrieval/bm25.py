"""BM25 over rows of terms, by rank-bm25 with Lucene's idf.

rank-bm25's own idf is 0 for a term in half of the rows and floors commoner ones above it (Robertson's idf turns negative
there); Lucene's `ln(1 + (N - n + 0.5) / (n + 0.5))` is always above 0. k1 and b are Lucene's defaults.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from msgspec import Struct
from rank_bm25 import BM25Okapi

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

K1, B = 1.2, 0.75


class _Lucene(BM25Okapi):  # type: ignore[misc]  # rank-bm25 is untyped
    def _calc_idf(self, nd: Mapping[str, int]) -> None:
        self.idf = {term: math.log(1 + (self.corpus_size - count + 0.5) / (count + 0.5)) for term, count in nd.items()}


class Bm25(Struct, frozen=True):
    """A Retriever in memory; rows without terms and an empty corpus are allowed."""

    engine: _Lucene | None

    @classmethod
    def of(cls, rows: Sequence[Sequence[str]]) -> Bm25:
        """The index of `rows`, each the terms of one passage."""
        return cls(_Lucene([list(row) for row in rows], k1=K1, b=B) if any(rows) else None)

    def search(self, terms: Sequence[str], limit: int) -> tuple[int, ...]:
        """See `Retriever`."""
        known = [term for term in terms if self.engine is not None and term in self.engine.idf]
        if self.engine is None or not known:
            return ()
        scores = self.engine.get_scores(known)
        ranked = sorted((-score, index) for index, score in enumerate(scores) if score > 0)
        return tuple(index for _, index in ranked[:limit])
