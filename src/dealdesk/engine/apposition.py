"""Who somebody is said to be in passing, `Acme's chief Ann Moor`, held against who leads and who owns what.

A question asks the same without it, and a reply that passed over it would confirm it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from dealdesk.domain.answer import Answered, Statement
from dealdesk.language.function_word import COPULA
from dealdesk.language.mention import Named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dealdesk.context.context import Context
    from dealdesk.domain.record import Fact
    from dealdesk.engine.turn import Turn
    from dealdesk.language.reading import Reading

_LINKING = frozenset({",", "the", "a", "as", "of", "at", "from", "-", "(", ")"})
_SETTING_OFF = frozenset({",", "(", "-"})
_LEADS, _OWNS = "#boss", "#parent"


class Apposition(Struct, frozen=True):
    """What is said in passing, and the question without it.

    Attributes:
        wrong: the name that has no such part, as the question says it; empty where all is right.
        fact: who it really is.
        rest: the question with only what is right.
    """

    wrong: str
    fact: Fact
    rest: str


def apposition_in(reading: Reading, context: Context) -> Apposition | None:
    """The first part that a question gives a name in passing and of which the sources say whose it is; None where there is none."""
    if reading.norms[:1] and reading.norms[0] in COPULA:
        return None  # `is the chief of Acme Ann Moor?`, where it is what is asked
    return next(_people(reading, context), None) or next(_owners(reading, context), None)


def set_right(turn: Turn, found: Apposition, context: Context) -> Turn:
    """The turn with what is wrong said first; unchanged where nothing is, or where it answers nothing."""
    if not isinstance(turn.answer, Answered) or not found.wrong:
        return turn
    told = Statement(found.fact.statement, context.cite(*found.fact.evidence))
    statements = tuple(dict.fromkeys((told, *turn.answer.statements)))
    correction = f"My sources do not say that of {found.wrong}."
    return replace(turn, answer=replace(turn.answer, statements=statements, correction=turn.answer.correction or correction, verdict=""))


def _people(reading: Reading, context: Context) -> Iterator[Apposition]:
    """`Acme chief Ann Moor`, `Ann Moor, the chief of Acme`, `as the chief of Acme, what does Ann Moor plan?`."""
    names = context.knowledge.names
    people = [(m, said.ids[0]) for m, said in reading.of(Named) if names[said.ids[0]].kind == "person"]
    for start, end, company, wrong in _offices(reading, context):
        opening = start == 0 and reading.norms[0] == "as"
        near = [(m, one) for m, one in people if m.start == end or opening or (m.end == start and reading.norms[start] in _SETTING_OFF)]
        for person, one in near[:1]:
            fact = _stated(_LEADS, one, context)
            if fact:
                right = company in {context.knowledge.party(i) for i in (*fact.subject, *fact.object)}
                yield Apposition("" if right else wrong, fact, _cut(reading, start, end, after=person.start))


def _offices(reading: Reading, context: Context) -> Iterator[tuple[int, int, str, str]]:
    """Each office with its company: where the phrase starts and ends, the company's id and its name as it is said."""
    names = context.knowledge.names
    companies = [(m, context.knowledge.party(said.ids[0])) for m, said in reading.of(Named) if names[said.ids[0]].kind != "person"]
    for office in reading.words("topic", "boss"):
        for company, one in companies:
            said = reading.said(company).removesuffix("'s").removesuffix("’s")
            if company.end == office.start:
                yield company.start, office.end, one, said
            elif _links(reading, office.end, company.start) or (office.end == company.start and reading.norms[office.end - 1] in _LINKING):
                yield _opening(reading, office.start), company.end, one, said


def _owners(reading: Reading, context: Context) -> Iterator[Apposition]:
    """`Acme, the owner of Globex`, where another owns it."""
    named = reading.of(Named)
    for office in reading.words("topic", "parent"):
        before = [(m, said.ids[0]) for m, said in named if _links(reading, m.end, office.start)]
        after = [(m, said.ids[0]) for m, said in named if office.end == m.start or _links(reading, office.end, m.start)]
        if not before or not after or office.start - before[0][0].end < 1:
            continue
        (owner, one), (owned, thing) = before[-1], after[0]
        fact = _stated(_OWNS, thing, context)
        party = context.knowledge.party(one)
        if fact and party not in {*fact.subject, *fact.object} and one not in {*fact.subject, *fact.object}:
            real = next((i for i in (*fact.subject, *fact.object) if i != thing), thing)
            said = reading.said(owner)
            start, end = reading.tokens[owner.start].start, reading.tokens[_closing(reading, owned.end) - 1].end
            yield Apposition(said, fact, f"{reading.text[:start]}{context.knowledge.say(real)}{reading.text[end:]}")


def _stated(term: str, one: str, context: Context) -> Fact | None:
    """The one fact that says whom `one` leads or who owns it; None where none does, or several."""
    records = context.terms.records
    found = [f for f in context.knowledge.facts if term in records[f.id].key and one in {*f.subject, *f.object} and f.object]
    return found[0] if len(found) == 1 else None


def _links(reading: Reading, start: int, end: int) -> bool:
    """True where only a few words of grammar part two phrases."""
    return start < end and _LINKING.issuperset(reading.norms[start:end])


def _opening(reading: Reading, start: int) -> int:
    """Where the phrase that ends before `start` with `, the` or `as the` begins."""
    while start and reading.norms[start - 1] in _LINKING:
        start -= 1
    return start


def _closing(reading: Reading, end: int) -> int:
    """Past the comma that ends a phrase which ends at `end`."""
    return end + 1 if reading.norms[end : end + 1] == (",",) else end


def _cut(reading: Reading, start: int, end: int, *, after: int) -> str:
    """The text without the phrase, and without the comma after one that stood behind or apart from the person."""
    last = end if after == end else _closing(reading, end)
    return f"{reading.text[: reading.tokens[start].start]} {reading.text[reading.tokens[last - 1].end :]}".strip()
