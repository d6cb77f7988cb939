"""What a statement asserts: not what it only quotes, plans or permits, and each date and amount only of its own clause."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dealdesk.context.term import token_terms
from dealdesk.domain.quantity import Range
from dealdesk.language.function_word import COPULA
from dealdesk.language.lexicon import CARRIER, LIGHT_WORDS, Word
from dealdesk.language.mention import Named, When, spanned
from dealdesk.matching.probe import question_terms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dealdesk.context.context import Context
    from dealdesk.language.mention import Mention
    from dealdesk.language.reading import Reading
    from dealdesk.language.token import Token

_QUOTED = re.compile(r"“[^”]*”")
_DIVIDING = frozenset({";", ":", "whereas", "while", "but", "that", "which", "who", "because", "rest"})
_BACK = "back"
_AHEAD = frozenset({"will", "going", "shall"})


def unquoted(statement: str, reading: Reading) -> str:
    """The statement without the words that it quotes, unless the question asks what somebody says."""
    return statement if reading.has("modifier", "reporting", "voicing") else _QUOTED.sub("“”", statement)


def asserts(statement: str, reading: Reading, context: Context) -> bool:
    """Whether a question may be confirmed by `statement` as far as that is more than quoted, planned, permitted or of another clause."""
    tokens = context.reader.lexicon.tokens(unquoted(statement, reading))
    mentions = context.reader.mentions(tokens)
    measured = bool(reading.of(Range)) and reading.norms[:1] != () and reading.norms[0] in COPULA  # `is the fee 5 million?`, if it leaves
    return (measured or not _is_hedged(tokens, mentions, reading)) and _keeps_clauses(tokens, mentions, reading)


def _is_hedged(tokens: Sequence[Token], mentions: Sequence[Mention], reading: Reading) -> bool:
    """`Acme hopes to sell it`, `Acme may buy it`, of which the question says neither."""
    undone = {m.start for m in mentions if m.sense == Word("relation", "undoing")}
    undone |= {i for i, token in enumerate(tokens) if token.text == "may"}  # which no month is
    planned = [m for m in mentions if m.sense == Word("relation", "planning")]
    ahead = reading.has("relation", "planning", "undoing") or reading.has("topic", "forecast") or not _AHEAD.isdisjoint(reading.norms)
    stems = {token.stem for token in reading.tokens}
    denied = any(tokens[i].stem not in stems for i in undone) and not reading.has("relation", "undoing")
    returned = _BACK in reading.norms and _BACK not in {token.norm for token in tokens}  # `did Acme get its money back?`
    return denied or returned or (bool(planned) and not ahead)


def _keeps_clauses(tokens: Sequence[Token], mentions: Sequence[Mention], reading: Reading) -> bool:
    """Whether each date and amount of the question stands in a clause with the words that the question has in its own."""
    stated = [frozenset[str]().union(*clause) for clause in _clauses(tokens, token_terms(tokens, mentions))]
    light = spanned((*reading.words(CARRIER, *LIGHT_WORDS), *(m for m, _ in reading.of(Named))))
    terms = question_terms(reading)
    whole = frozenset[str]().union(*stated)
    anchors = [*(m for m, _ in reading.of(When)), *(m for m, said in reading.of(Range) if said.unit)]
    edges = [0, *(i for i, token in enumerate(reading.tokens) if token.norm in _DIVIDING), len(reading.tokens)]
    for anchor in anchors:
        start = max(edge for edge in edges if edge <= anchor.start)
        end = min(edge for edge in edges if edge >= anchor.end)
        own = frozenset[str]().union(*(terms[i] for i in anchor.span)) & whole
        beside = [terms[i] & whole for i in range(start, end) if i not in light and i not in anchor.span and terms[i] & whole]
        held = [clause for clause in stated if own <= clause]
        if own and held and not any(all(found & clause for found in beside) for clause in held):
            return False
    return True


def _clauses(tokens: Sequence[Token], terms: Sequence[frozenset[str]]) -> list[list[frozenset[str]]]:
    """The terms of each token, clause by clause."""
    found: list[list[frozenset[str]]] = [[]]
    for token, said in zip(tokens, terms, strict=True):
        if token.norm in _DIVIDING:
            found.append([])
        found[-1].append(said)
    return found
