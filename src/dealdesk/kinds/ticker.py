"""The ticker of a company, from its name's entry, with the first sentence that gives it; a fact that states one comes first."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

from dealdesk.domain.answer import Answer, Answered, Statement, Unknown
from dealdesk.kinds.kind import Claimed, Kind
from dealdesk.language.mention import Named, spanned

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dealdesk.context.context import Context
    from dealdesk.domain.article import Passage
    from dealdesk.language.mention import Mention
    from dealdesk.language.reading import Reading
    from dealdesk.scope.question import Asked


_PRICES = frozenset({"price", "prices", "value"})


class Ticker(Struct, frozen=True):
    """The tickers of the companies `names`."""

    names: tuple[str, ...]

    def __str__(self) -> str:
        return f"ticker of {', '.join(self.names)}"


def _recognise(asked: Asked) -> Iterator[Claimed[Ticker]]:
    reading, knowledge = asked.reading, asked.context.knowledge
    cue = reading.words("topic", "ticker")
    names = [(m, one) for m, named in reading.of(Named) for one in named.ids if knowledge.names[one].kind == "company"]
    if cue and names and all(_given(one, asked.context) for _, one in names):
        beside = (*reading.words("ask"), *reading.words("operation", "list", "define"), *_stock(reading))
        used = spanned((*cue, *(m for m, _ in names), *beside))
        yield Claimed(Ticker(tuple(dict.fromkeys(one for _, one in names))), used)


def _stock(reading: Reading) -> tuple[Mention, ...]:
    """`the ticker of Acme's stock`; not `its ticker and share price`, which asks for the price as well."""
    return tuple(m for m in reading.words("topic", "stock") if not _PRICES & {*reading.norms[m.start : m.end + 1]})


def _given(name: str, context: Context) -> tuple[str, Passage] | None:
    """The longest ticker of a name that a sentence holds, with the first such sentence."""
    tickers = sorted(context.knowledge.names[name].tickers, key=len, reverse=True)
    passages = [passage for listed in context.sentences.values() for passage in listed]
    held = ((one, passage) for one in tickers for passage in passages if re.search(rf"\b{re.escape(one)}\b", passage.text))
    return next(held, None)


def _answer(query: Ticker, context: Context) -> Answer:
    given = [(name, found) for name in query.names if (found := _given(name, context))]
    if not given:
        return Unknown(f"My sources do not state the ticker of {context.wording.names(query.names)}.")
    return Answered(
        tuple(
            Statement(f"The ticker of {context.knowledge.say(name)} is {ticker}.", (context.cite_passage(passage),), ticker)
            for name, (ticker, passage) in given
        )
    )


KIND = Kind("ticker", (), _recognise, _answer)
