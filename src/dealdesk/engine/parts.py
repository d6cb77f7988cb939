"""A message of several clauses or items: each that asks is answered, the others tell what they are about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from dealdesk.domain.answer import Answered
from dealdesk.engine.asking import asks, only_points, stands
from dealdesk.engine.joining import is_lost, joined, one_deal, remark
from dealdesk.engine.premise import Premises
from dealdesk.engine.single import Single
from dealdesk.kinds.chat import topic_of
from dealdesk.kinds.kind import records_of
from dealdesk.language.function_word import ASKERS, AUXILIARIES, POINTING, WH
from dealdesk.language.mention import Named, spanned
from dealdesk.language.message import split_items

if TYPE_CHECKING:
    from dealdesk.context.context import Context
    from dealdesk.engine.turn import Turn
    from dealdesk.language.reading import Reading

MAX_PARTS = 6
_BRIEF = 5  # tokens
_OPENING = ("sum", "percent", "average", "median", "group", "monthly", "yearly")  # `in total, ...`, `by month, ...`
_SUBORDINATORS = frozenset({"before", "after", "when", "once", "until", "if"})
_WANTING = frozenset({"need", "want", "know", "like", "after"})
_WHOLE = (
    "sum",
    "average",
    "median",
    "spread",
    "percent",
    "growth",
    "ratio",
    "difference",
    "share",
    "rank",
    "group",
    "compare",
)  # one for all


class Parts(Struct, frozen=True):
    """Answers clause by clause or item by item, over one context."""

    context: Context

    def each_asked(self, parts: tuple[str, ...], whole: Turn, before: Turn | None) -> Turn:
        """What each of several questions asks, where `whole` states one record that happens to hold all their words."""
        asking = [part for part in parts if asks(self.context.reader.read(part))] if len(parts) > 1 else []
        split = self.clauses(parts, before) if len(asking) > 1 and bool(records_of(whole.query)) else None
        told = split.answer.statements if split and isinstance(split.answer, Answered) else ()
        more = isinstance(whole.answer, Answered) and len(told) > len(whole.answer.statements) and set(whole.answer.statements) <= set(told)
        return split if split and more else whole

    def stand_alone(self, parts: tuple[str, ...]) -> bool:
        """True where each of several clauses, but one that only opens, asks a question and names what it asks about."""
        read = [self.context.reader.read(part) for part in parts if len(parts) > 1]
        readings = [one for place, one in enumerate(read) if (one.content or one.has("ask")) and (place or _interrogates(one))]
        return len(readings) > 1 and all(_interrogates(one) and stands(one) and not _points(one) for one in readings)

    def clauses(self, clauses: tuple[str, ...], before: Turn | None, *, apart: bool = False) -> Turn | None:
        """The answers to the questions among several clauses, none of which leans on another where they stand `apart`.

        The clauses that ask nothing only tell what the others are about.
        """
        read = [self.context.reader.read(clause) for clause in clauses[:MAX_PARTS]]
        parts = [part for place, part in enumerate(read) if not (place and only_points(part) and _wants(read[place - 1]))]
        opening = spanned(parts[0].words("operation", *_OPENING)) if parts else frozenset()
        if (
            len(parts) > 1
            and opening
            and len(parts[0].tokens) <= _BRIEF
            and parts[0].content <= opening | spanned(parts[0].words("noun", "months", "years"))
        ):
            parts[:2] = [self.context.reader.read(f"{clauses[0]} {clauses[1]}")]
        if len(parts) < 2:  # noqa: PLR2004 - one question
            return None
        if any(_restricts(part) for part in parts[:-1] if _excepts(part) or not asks(part)):
            return None
        asking = any(asks(part) for part in parts)
        if before is not None and not asking and not all(stands(part) for part in parts):
            return None
        turns: list[Turn] = []
        leaned, lost = before, False
        for part in parts:
            if lost and not stands(part):
                continue
            if asking and not (asks(part) or _interrogates(part)):
                granted = Premises(self.context).granted(part)
                turns += [granted] if granted else Premises(self.context).broken(part)
                leaned, lost = granted or remark(part, leaned, self.context), bool(part.unknown_names)
                continue
            turn, covered = Single(self.context).best(part, before if apart else leaned)
            turn = turn if covered else self.items(part, leaned) or turn
            turns.append(turn)
            told = bool(turn.names or turn.deals) and not is_lost(turn)
            spoken = turn if told else leaned or one_deal(part, self.context)
            lost = bool(part.unknown_names) or (is_lost(turn) and spoken is None)
            leaned = spoken
        return joined(turns, before) if any(isinstance(turn.answer, Answered) for turn in turns) else None

    def items(self, reading: Reading, before: Turn | None) -> Turn | None:
        """The answers to the items of a list, where each has one of its own; orders among them are passed over."""
        items = split_items(reading.text)
        parts = [self.context.reader.read(item) for item in items[:MAX_PARTS]]
        if _is_of_all(parts) or (reading.tokens and reading.tokens[0].norm in AUXILIARIES):
            return None
        turns: list[Turn] = []
        leaned = before
        for part in parts:
            if topic_of(part):
                continue
            if before is not None and not (stands(part) or part.has("modifier", "it", "them")):
                return None
            turn, covered = Single(self.context).best(part, leaned)
            if not covered or not isinstance(turn.answer, Answered):
                return None
            turns.append(turn)
            leaned = turn
        passed = len(items) > len(turns)
        return joined(turns, before) if len(turns) > 1 or (turns and passed) else None


def _interrogates(clause: Reading) -> bool:
    """True for a clause that asks by itself, `how big are ...`, `did Acme ...`, and points to no place spoken of before."""
    words = {token.norm for token in clause.tokens}
    polar = clause.norms[:1] != () and clause.norms[0] in AUXILIARIES and any(m.start == 1 for m, _ in clause.of(Named))
    return (polar or bool(words & WH)) and "there" not in words


def _wants(clause: Reading) -> bool:
    """`I need the margin`, after which `what is it?` asks for nothing else."""
    return not _interrogates(clause) and not _WANTING.isdisjoint(clause.norms)


def _points(clause: Reading) -> bool:
    """True where it is about what stands in another clause; the `it` of `the loan it sought` tells which loan."""
    nouns = {m.end for m in clause.words("noun")}
    return any(norm in POINTING and not (norm == "it" and i in nouns) for i, norm in enumerate(clause.norms))


def _restricts(clause: Reading) -> bool:
    """`before it was raised, ...`: a clause that says of when or in which case the question is asked."""
    opening = [token.norm for token in clause.tokens[:2]]
    return _excepts(clause) or (bool(opening) and opening[0] in _SUBORDINATORS and not ASKERS & set(opening) and bool(clause.content))


def _excepts(clause: Reading) -> bool:
    """`apart from Acme, ...`: what the question that follows leaves out."""
    return bool(clause.of(Named)) and any(m.start == 0 for m in clause.words("modifier", "exclude"))


def _is_of_all(items: list[Reading]) -> bool:
    """True for `the sum of A, B and C`: what is done to all items; not for `A's chief, B's chief, and the sum C sought`."""
    done = [(place, m) for place, item in enumerate(items) for m in item.words("operation", *_WHOLE)]
    ends = [m for place, m in done if place == 0 and items[0].of(Named) and m.end == len(items[0].tokens)]  # `Acme's total, Globex's chief`
    return any((place == 0 and m not in ends) or (place and (m.start > 1 or not items[place].of(Named))) for place, m in done)
