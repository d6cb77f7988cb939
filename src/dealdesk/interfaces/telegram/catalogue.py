"""The deal table to leaf through: a page of deals, one button each, those of one party where a filter is on; and one deal in full."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dealdesk.domain.answer import Answered
from dealdesk.interfaces.telegram.message import Keyboard, short
from dealdesk.kinds.row import FULL, sentence
from dealdesk.render.reply import reply_of
from dealdesk.render.telegram import Message, render_telegram

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dealdesk.context.context import Context
    from dealdesk.domain.record import Deal

_PAGE = 8
_FILTERS, _BESIDE = 6, 3  # parties to filter by, and how many of them in a row
_ALL = -1


def filters(context: Context) -> Sequence[str]:
    """The parties of most deals, the most first."""
    parties = [one for deal in context.knowledge.deals for _, one in deal.parties]
    return sorted(dict.fromkeys(parties), key=lambda one: -parties.count(one))[:_FILTERS]


def page(context: Context, number: int, party: int = _ALL) -> tuple[tuple[Message, ...], Keyboard]:
    """One page of the deals of a party, by its place among `filters`; of all deals where it is -1."""
    names = filters(context)
    wanted = names[party] if 0 <= party < len(names) else ""
    every = context.knowledge.deals
    deals = [(at, deal) for at, deal in enumerate(every) if not wanted or any(one == wanted for _, one in deal.parties)]
    last = max((len(deals) - 1) // _PAGE, 0)
    number = min(number, last)
    shown = deals[number * _PAGE : (number + 1) * _PAGE]
    keyboard = [[(short(_told(context, deal)), f"d:{at}")] for at, deal in shown]
    turns = [("◀", f"p:{number - 1}:{party}")] * (number > 0) + [("▶", f"p:{number + 1}:{party}")] * (number < last)
    chosen = [
        (f"· {context.knowledge.say(one)}" if one == wanted else context.knowledge.say(one), f"p:0:{at}") for at, one in enumerate(names)
    ]
    choices = [*([("All", f"p:0:{_ALL}")] if wanted else []), *chosen]
    rows = [choices[at : at + _BESIDE] for at in range(0, len(choices), _BESIDE)]
    of = f" of {context.knowledge.say(wanted)}" if wanted else ""
    first = number * _PAGE + 1
    text = f"Deals{of}: {first} to {first + len(shown) - 1} of {len(deals)}" if shown else "I know no deal yet."
    return (Message(text),), [*keyboard, *([turns] if turns else []), *rows]


def _told(context: Context, deal: Deal) -> str:
    return f"{context.wording.short(deal)}: {context.wording.value(deal.value) if deal.value else 'value not stated'}"


def deal_in_full(context: Context, at: int) -> tuple[Message, ...]:
    """All that is stated of the deal at a place of the table."""
    deals = context.knowledge.deals
    if at >= len(deals):
        return (Message("I know no such deal. /deals lists them."),)
    return render_telegram(reply_of(Answered((sentence(context, deals[at], FULL),), deals[at].notes)))
