"""What joins two names: the facts that tell something of both, and the deals between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from dealdesk.domain.answer import Answer, Answered, Unknown
from dealdesk.kinds.introduction import MOST, stated
from dealdesk.kinds.kind import Claimed, Kind
from dealdesk.kinds.row import row
from dealdesk.language.lexicon import CARRIER
from dealdesk.language.mention import Named, spanned
from dealdesk.language.polarity import is_polar
from dealdesk.query.condition import Agreed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dealdesk.context.context import Context
    from dealdesk.domain.record import Deal
    from dealdesk.scope.question import Asked

_PAIR = 2


class Connection(Struct, frozen=True):
    """What joins the companies or people `one` and `other`."""

    one: str
    other: str

    def __str__(self) -> str:
        return f"what joins {self.one} and {self.other}"

    def shown(self, context: Context) -> tuple[Deal, ...]:
        """The deals between the two."""
        party = context.knowledge.party
        pair = {party(self.one), party(self.other)}
        return tuple(d for d in context.knowledge.deals if pair <= {one for _, one in d.parties} and Agreed().holds(d))


def _recognise(asked: Asked) -> Iterator[Claimed[Connection]]:
    """`how is Acme connected to Globex?`, `what ties Ann Moor to Acme?`: two names, and nothing else that is asked of them."""
    reading, names = asked.reading, asked.context.knowledge.names
    cue = reading.words("context", "connection")
    said = [(m, named.ids[0]) for m, named in reading.of(Named) if names[named.ids[0]].kind in {"company", "person"}]
    if not cue or is_polar(reading) or len(said) != _PAIR or len(reading.of(Named)) != _PAIR:
        return
    asks = (*reading.words("ask", "how"), *reading.words("operation", "define", "profile"), *reading.words("noun", "company", "contract"))
    used = spanned((*cue, *asks, *(m for m, _ in said)))
    if not reading.content - used - spanned(reading.words(CARRIER)):
        yield Claimed(Connection(said[0][1], said[1][1]), used)


def _answer(query: Connection, context: Context) -> Answer:
    told = [fact.id for fact in context.knowledge.facts if {query.one, query.other} <= {*fact.subject, *fact.object}]
    rows = tuple(row(context, deal) for deal in query.shown(context))
    statements = (*rows, *stated(tuple(told[:MOST]), context))
    say = context.knowledge.say
    return Answered(statements) if statements else Unknown(f"My sources state nothing that joins {say(query.one)} and {say(query.other)}.")


KIND = Kind("connection", (), _recognise, _answer)
