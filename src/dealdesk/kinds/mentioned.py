"""Whether the sources speak of a name at all: yes, and the first that they say of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from dealdesk.domain.answer import Answer, Answered
from dealdesk.kinds.introduction import stated, telling, told_in
from dealdesk.kinds.kind import Claimed, Kind
from dealdesk.language.lexicon import CARRIER
from dealdesk.language.mention import Named, spanned
from dealdesk.language.polarity import is_polar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dealdesk.context.context import Context
    from dealdesk.scope.question import Asked

_SPEAKING = frozenset({"mention", "mentions", "mentioned", "name", "named", "say", "says", "cover", "covers", "discuss", "discusses"})
_SOURCES = frozenset({"article", "articles", "text", "story", "piece", "report", "source", "sources", "anything", "something"})


class Mentioned(Struct, frozen=True):
    """Whether the name `name` is spoken of."""

    name: str

    def __str__(self) -> str:
        return f"whether {self.name} is spoken of"


def _recognise(asked: Asked) -> Iterator[Claimed[Mentioned]]:
    """`does the article mention Acme?`, `is Acme mentioned?`: a name, a verb of speaking, and nothing that is said of it."""
    reading = asked.reading
    verbs = frozenset(i for i, norm in enumerate(reading.norms) if norm in _SPEAKING)
    sources = frozenset(i for i, norm in enumerate(reading.norms) if norm in _SOURCES)
    names = reading.of(Named)
    last = max((i for i, token in enumerate(reading.tokens) if token.is_word), default=0)
    passive = bool(verbs) and last in verbs | sources
    if not is_polar(reading) or not verbs or len(names) != 1 or len(names[0][1].ids) != 1 or not (sources or passive):
        return
    used = (
        verbs | sources | spanned((names[0][0], *reading.words("modifier", "polar", "reporting"), *reading.words("operation", "profile")))
    )
    ends = names[0][0].end == last + 1 or passive  # `does the article say Acme is a bank?` says something of it
    if ends and not reading.content - used - spanned(reading.words(CARRIER)) and told_in(names[0][1].ids[0], asked.context):
        yield Claimed(Mentioned(names[0][1].ids[0]), used)


def _answer(query: Mentioned, context: Context) -> Answer:
    records = tuple(record.id for record in telling(context.knowledge.names[query.name], context)[:1])
    return Answered(stated(records, context) or tuple(told_in(query.name, context)), verdict="Yes")


KIND = Kind("mentioned", (), _recognise, _answer)
