"""The best candidate told as a turn: its answer in the scale asked for, what was left aside or repaired, what may be leant on."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from dealdesk.context import wording
from dealdesk.context.example import filled
from dealdesk.domain.answer import Answer, Answered, Calculation, Chat, Clarify, Operand, Statement, Unknown
from dealdesk.domain.quantity import Quantity
from dealdesk.engine.turn import Turn
from dealdesk.engine.verdict import decided
from dealdesk.kinds import KINDS
from dealdesk.kinds.kind import records_of
from dealdesk.kinds.reckoning import agreed_of, of_one_side
from dealdesk.kinds.row import row
from dealdesk.language.lexicon import Word
from dealdesk.language.mention import Named
from dealdesk.language.polarity import is_polar
from dealdesk.query.condition import Among
from dealdesk.query.selection import Selection
from dealdesk.scope.kind import says_kind
from dealdesk.scope.role import reversed_roles
from dealdesk.scope.scope import scope_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dealdesk.context.context import Context
    from dealdesk.kinds.kind import Candidate
    from dealdesk.language.reading import Reading


_DEALS = ("contract", "contract_verb", "notes", "loan", "financing", "convertible", "senior", "customers", "providers")


class Teller(Struct, frozen=True):
    """Tells candidates as turns, over one context."""

    context: Context

    def turn(self, reading: Reading, best: Candidate, before: Turn | None) -> Turn:
        """The turn of a question that `best` answers, with all that the next question may lean on."""
        answer = best.answer
        selection = getattr(best.query, "selection", None)
        records, deals = self._records(reading, best.query, selection)
        interpretation = str(best.query)
        answer = _scaled(reading, self._recounted(reading, best, answer), (*deals, *records))
        answer = self._righted(reading, answer)
        if isinstance(answer, Chat) and interpretation == "chat: help":
            answer = replace(answer, suggestions=self.examples())
        if isinstance(answer, Unknown) and answer.of_deals and not best.leaning and not reading.has("noun", *_DEALS):
            answer = replace(answer, text=self.context.wording.templates.foreign)
        if isinstance(answer, Answered):
            answer = decided(answer, best, reading, self.context)
        if best.aside and isinstance(answer, Answered):
            words = [reading.tokens[i].text for i in sorted(best.aside)]
            answer = replace(answer, caveats=(*answer.caveats, f"I left {quoted(words)} aside."))
        if reading.repairs and isinstance(answer, (Answered, Unknown, Clarify)):
            answer = _aloud(answer, reading.repairs)
        names = (*self._hardware(best.query, deals), *self._names_of(records), *self.names(reading))
        selection = self._described(selection or Selection(), before)
        same = before is not None and bool(deals) and set(deals) == set(before.deals)
        return Turn(
            best.text or reading.text,
            answer,
            interpretation,
            best.query,
            best.kind.name,
            selection,
            previous=(before.previous if same else before.selection) if before else Selection(),
            deals=deals,
            focus=_focus(answer, deals, smaller=reading.has("operation", "smallest", "less")),
            earlier=before.shown_before(deals) if before else (),
            row=(before or Turn("", answer, "")).row_with(deals),
            records=records,
            past=before.records if before else (),
            names=tuple(dict.fromkeys(names)),
            people=self._people(names),
        )

    def _hardware(self, query: Any, deals: Sequence[str]) -> tuple[str, ...]:  # noqa: ANN401 - any kind's query
        """The products that an answer about hardware named: `who makes those?`."""
        asked = any("hardware" in group for group in getattr(query, "groups", ()))
        knowledge = self.context.knowledge
        return tuple(knowledge.say(one) for deal in knowledge.deals if asked and deal.id in deals for one in deal.hardware)

    def _described(self, selection: Selection, before: Turn | None) -> Selection:
        """What the turn before said of the very same deals, where this one only points to them."""
        if before is None or not before.selection.is_specific or not any(isinstance(c, Among) for c in selection.conditions):
            return selection
        same = {deal.id for deal in self.context.rows(selection)} == {deal.id for deal in self.context.rows(before.selection)}
        return before.selection if same else selection

    def _righted(self, reading: Reading, answer: Answer) -> Answer:
        """A question that has it the wrong way round who buys from whom is told so."""
        roles = reversed_roles(reading, self.context) if isinstance(answer, Answered) and not answer.correction else None
        if roles is None or not isinstance(answer, Answered):
            return answer
        head = "No: by" if is_polar(reading) else "By"
        correction = f"{head} my sources {roles[0]} buys from {roles[1]}, not the other way round."
        return replace(answer, correction=correction, verdict="")

    def _recounted(self, reading: Reading, best: Candidate, answer: Answer) -> Answer:
        """A question that says how many deals there are is told where there are more or fewer."""
        selection, scope = getattr(best.query, "selection", None), scope_of(reading, self.context)
        if selection is None or scope.counted is None or not isinstance(answer, Answered) or answer.correction:
            return answer
        if best.kind.name in {"verify", "count", "having", "quantified"} or (
            scope.selection.pick and scope.selection.pick.count == scope.counted.number
        ):
            return answer
        found = self.context.rows(replace(selection, pick=None))
        counted = agreed_of(of_one_side(found, selection))
        if not found or scope.counted.holds(len(found)) or scope.counted.holds(len(counted)):
            return answer
        rows = tuple(row(self.context, deal) for deal in found)
        plurals = self.context.wording.templates.plurals
        stated = wording.count(len(found), self.context.wording.noun_of(found), plurals)
        correction = f"My sources state {stated}, not {wording.number(Decimal(scope.counted.number))}."
        return replace(answer, correction=correction, statements=tuple(dict.fromkeys((*answer.statements, *rows))))

    def examples(self, most: int = 8) -> tuple[str, ...]:
        """A question of each kind that can be asked of this corpus."""
        firsts = (filled(kind.examples[:1], self.context.knowledge) for kind in reversed(KINDS) if kind.name != "chat")
        return tuple(example for examples in firsts for example in examples)[:most]

    def _records(self, reading: Reading, query: Any, selection: Selection | None) -> tuple[tuple[str, ...], tuple[str, ...]]:  # noqa: ANN401 - any kind's query
        records = records_of(query) or tuple(s for s in (getattr(query, "left", 0), getattr(query, "right", 0)) if isinstance(s, str))
        shown = getattr(query, "shown", None)
        if shown is not None:
            return records, tuple(deal.id for deal in shown(self.context))
        if records and selection is None:
            return records, self._deal_of(records) or self._deal_said(reading)
        if selection is not None:
            return records, tuple(deal.id for deal in self.context.rows(selection))
        sides = [side for side in (getattr(query, "left", None), getattr(query, "right", None)) if isinstance(side, Selection)]
        return records, tuple(dict.fromkeys(deal.id for side in sides for deal in self.context.rows(side)))

    def _deal_of(self, records: Iterable[str]) -> tuple[str, ...]:
        """The one deal between the companies that a fact is about, so that the next question may mean it."""
        knowledge = self.context.knowledge
        parties = {one for deal in knowledge.deals for _, one in deal.parties}
        named = [{*r.subject, *r.object} & parties for r in knowledge.claims if r.id in set(records)]
        found = [deal.id for deal in knowledge.deals for sides in named if len(sides) > 1 and sides <= {one for _, one in deal.parties}]
        return tuple(found) if len(found) == 1 else ()

    def _deal_said(self, reading: Reading) -> tuple[str, ...]:
        """The one deal that a question about a fact speaks of: `the rate of Acme's loan`."""
        found = self.context.rows(scope_of(reading, self.context).selection) if says_kind(reading) else ()
        return tuple(deal.id for deal in found) if len(found) == 1 else ()

    def names(self, reading: Reading) -> tuple[str, ...]:
        """What a question names, as the corpus says it."""
        return tuple(self.context.knowledge.say(named.ids[0]) for _, named in reading.of(Named))

    def _names_of(self, records: Iterable[str]) -> tuple[str, ...]:
        knowledge = self.context.knowledge
        found = [r for r in knowledge.claims if r.id in set(records)]
        ids = [one for r in found for one in (*r.subject, *r.object) if one in knowledge.names]
        ids.sort(key=lambda one: knowledge.names[one].kind != "person")
        return tuple(knowledge.say(one) for one in ids)

    def _people(self, names: Iterable[str]) -> tuple[str, ...]:
        people = {n.name for n in self.context.knowledge.names.values() if n.kind == "person"}
        return tuple(dict.fromkeys(name for name in names if name in people))


def _scaled(reading: Reading, answer: Answer, records: tuple[str, ...]) -> Answer:
    """The first amount, which `records` state, once more in the unit that the question asks for."""
    scales = {"in_millions": (Decimal(10) ** 6, "million"), "in_billions": (Decimal(10) ** 9, "billion")}
    asked = [scales[m.sense.name] for m in reading.words("operation", *scales) if isinstance(m.sense, Word)]
    value = answer.statements[0].value if isinstance(answer, Answered) else None
    if not asked or not isinstance(answer, Answered) or not isinstance(value, Quantity) or not value.is_money:
        return answer
    scale, word = asked[0]
    amount = (value.amount / scale).quantize(Decimal("0.01"))
    said = f"That is {value.bound.words} ${wording.number(amount)} {word}.".replace("  ", " ")
    head = answer.statements[0]
    shown = head.calculation or Calculation("conversion", tuple(Operand(one, value, head.citations[0]) for one in records[:1]), value)
    return replace(answer, statements=(head, Statement(said, head.citations, value, shown), *answer.statements[1:]))


def _focus(answer: Answer, deals: tuple[str, ...], *, smaller: bool) -> tuple[str, ...]:
    """The deal of a comparison that was asked for: the larger one, or the `smaller`; else all."""
    calculation = answer.statements[0].calculation if isinstance(answer, Answered) else None
    if calculation is None or calculation.operation != "compare" or len(deals) != 2:  # noqa: PLR2004 - two sides
        return deals
    first = (min if smaller else max)(calculation.operands, key=lambda operand: getattr(operand.value, "amount", 0))
    return (first.record,) if first.record in deals else deals


def quoted(words: Iterable[str]) -> str:
    """The words in quotation marks, listed."""
    return ", ".join(f"“{word}”" for word in words)


def _aloud(answer: Answered | Unknown | Clarify, repairs: tuple[tuple[str, str], ...]) -> Answer:
    note = "; ".join(f"I read “{written}” as “{meant}”" for written, meant in repairs) + "."
    if isinstance(answer, Answered):
        return replace(answer, caveats=(*answer.caveats, note))
    return replace(answer, text=f"{answer.text} {note}")
