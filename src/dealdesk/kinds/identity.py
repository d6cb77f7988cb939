"""Who bears a nickname, and whether the company that a question names is the one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from dealdesk.domain.answer import Answer, Answered
from dealdesk.kinds.introduction import stated
from dealdesk.kinds.kind import Claimed, Kind
from dealdesk.language.lexicon import CARRIER
from dealdesk.language.mention import Named, spanned
from dealdesk.language.polarity import BEING, is_negated, is_polar
from dealdesk.matching.stated import phrase_said

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dealdesk.context.context import Context
    from dealdesk.domain.answer import Verdict
    from dealdesk.scope.question import Asked

_NICKNAME = "#nickname"


class Identity(Struct, frozen=True):
    """The fact that gives a nickname, as the one of `records`, and whether it is that of the company named; no verdict where none is."""

    records: tuple[str, ...]
    verdict: Verdict = ""

    def __str__(self) -> str:
        return f"who is meant by {self.records[0]}{self.verdict and ': ' + self.verdict}"


def _recognise(asked: Asked) -> Iterator[Claimed[Identity]]:
    """`is Acme the Ferryman?`, `who is the Ferryman?`: a nickname, at most one company beside it, and nothing else."""
    reading, context = asked.reading, asked.context
    polar = is_polar(reading)
    if not (polar or reading.has("ask", "who")) or reading.has("ask", "why", "how", "origin"):
        return
    states = reading.has("topic", "nickname") or not BEING.isdisjoint(reading.norms)
    beside = spanned((*reading.words(CARRIER), *reading.words("topic", "nickname"), *reading.words("noun", "company")))
    beside |= spanned((*reading.words("ask", "who"), *reading.words("modifier", "polar", "affirmed")))
    for fact in context.knowledge.facts:
        profile = context.terms.records[fact.id]
        said = phrase_said(reading, profile) if _NICKNAME in profile.key else frozenset[int]()
        others = [(m, named) for m, named in reading.of(Named) if said.isdisjoint(m.span)]
        used = said | spanned(m for m, _ in others) | beside
        asks = polar and states and not is_negated(reading) if others else reading.has("ask", "who") and not polar
        if not said or not asks or len(others) > 1 or reading.content - used:
            continue
        bears = any(context.knowledge.party(one) in fact.subject for _, named in others for one in named.ids)
        yield Claimed(Identity((fact.id,), ("Yes" if bears else "No") if others else ""), used)


def _answer(query: Identity, context: Context) -> Answer:
    return Answered(stated(query.records, context), verdict=query.verdict)


KIND = Kind("identity", (), _recognise, _answer)
