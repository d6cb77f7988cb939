"""Several turns as one, and what a sentence that asks nothing leaves for the next to lean on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from dealdesk.domain.answer import Answered, Chat, Clarify, Unknown
from dealdesk.engine.telling import Teller
from dealdesk.engine.turn import REMARK, Turn
from dealdesk.scope.scope import scope_of

if TYPE_CHECKING:
    from dealdesk.context.context import Context
    from dealdesk.language.reading import Reading


def joined(turns: list[Turn], before: Turn | None) -> Turn:
    """Several questions' answers as one."""
    if len(turns) == 1:
        return replace(turns[0], earlier=before.shown_before(turns[0].deals) if before else ())
    useful = [t for t in turns if not isinstance(t.answer, (Chat, Clarify))] or turns[-1:]
    answered = [t.answer for t in useful if isinstance(t.answer, Answered)]
    if len(useful) == 1 or not answered:
        return useful[-1]
    silent = tuple(t.answer.text for t in useful if isinstance(t.answer, (Unknown, Clarify)))
    answer = Answered(
        tuple(dict.fromkeys(s for a in answered for s in a.said)),
        tuple(dict.fromkeys((*silent, *(c for a in answered for c in a.caveats)))),
        " ".join(dict.fromkeys(a.correction for a in answered if a.correction)),
    )
    last = useful[-1]
    names = tuple(dict.fromkeys(n for t in reversed(useful) for n in t.names))
    deals = tuple(dict.fromkeys(d for t in useful for d in t.deals))
    return replace(last, answer=answer, interpretation="; ".join(t.interpretation for t in useful), names=names, deals=deals)


def remark(reading: Reading, before: Turn | None, context: Context) -> Turn | None:
    """What a sentence without a question leaves to lean on."""
    scope = scope_of(reading, context)
    names = Teller(context).names(reading)
    if not scope.is_specific and not names and (before is not None or len(reading.content) < 2):  # noqa: PLR2004 - something told
        return before
    kept = tuple(c for c in scope.selection.conditions if c.topic != "value" or len(scope.selection.named) == 1)
    selection = replace(scope.selection, conditions=kept)
    selection = selection if selection.named or selection.without else replace(selection, pick=None)
    selection = selection.over(before.selection) if before and before.is_remark else selection
    deals = tuple(deal.id for deal in context.rows(selection)) if scope.is_specific else ()
    text = f"{before.question.rstrip('.:;, ')}, {lower(reading.text)}" if before and before.is_remark else reading.text
    people = tuple(name for name in names if any(one.kind == "person" and one.name == name for one in context.knowledge.names.values()))
    return Turn(text, Chat(""), REMARK, selection=selection, deals=deals, focus=deals, names=names, people=people)


def one_deal(reading: Reading, context: Context) -> Turn | None:
    """The one deal that a question without an answer was about, so that the next one may mean it."""
    left = remark(reading, None, context)
    return left if left is not None and len(left.deals) == 1 else None


def is_lost(turn: Turn) -> bool:
    """True where a question was not understood, so that the rest of the message leans on what was said before it."""
    return turn.query is None and isinstance(turn.answer, Unknown)


def after_chat(turn: Turn, before: Turn | None) -> Turn:
    """Thanks and greetings in between leave what was spoken of as it was."""
    return replace(before, answer=turn.answer, interpretation=turn.interpretation) if before and isinstance(turn.answer, Chat) else turn


def lower(text: str) -> str:
    """A sentence as it goes on in the middle of another."""
    return text if text[:2] in {"I ", "I'"} else text[:1].lower() + text[1:]
