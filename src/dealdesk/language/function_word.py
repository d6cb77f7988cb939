"""The closed classes of English: words that hold a question together and name nothing in it."""

from __future__ import annotations

COPULA = frozenset({"is", "are", "was", "were"})
HELPING = frozenset({"do", "does", "did", "has", "have", "had", "will", "would", "can", "could", "may", "might", "should", "must"})
AUXILIARIES = COPULA | HELPING | {"wo", "ca"}  # the last two of `won't` and `can't`
QUESTION_WORDS = frozenset({"what", "which", "who", "whom", "whose"})
WH = QUESTION_WORDS | {"when", "where", "why", "how"}
ASKERS = frozenset({"i", "we", "you"})
POSSESSIVES = frozenset({"its", "their", "his", "her"})
POINTING = frozenset({"its", "their", "it", "they", "them"})  # to what was spoken of
OWNING = ("'s", "’s", "s'", "s’")  # the endings of an owner
STANDING_IN = frozenset({"one", "ones"})  # for a noun
SORTS = frozenset({"sort", "sorts", "kind", "kinds", "type", "types"})
SPELLS = frozenset({"year", "quarter", "month", "week", "half"})  # of time, as in `last quarter`
SUPPOSING = frozenset({"suppose", "supposing", "assume", "assuming", "imagine"})  # opens what is not said to be so
