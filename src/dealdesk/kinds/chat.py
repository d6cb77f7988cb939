"""Greetings, thanks, help, what the bot knows; and what it does not do: advice, opinions, orders."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct

from dealdesk.context import wording
from dealdesk.domain.answer import Answer, Chat
from dealdesk.domain.quantity import Range
from dealdesk.kinds.kind import Claimed, Kind
from dealdesk.language.lexicon import CARRIER
from dealdesk.language.mention import Named, When

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dealdesk.context.context import Context
    from dealdesk.language.reading import Reading
    from dealdesk.scope.question import Asked

_FEW = 4
_ORDER = ("instruct", "advice", "opinion", "coverage", "help", "thanks", "bye", "greeting")


class Smalltalk(Struct, frozen=True):
    """A message of this topic."""

    topic: str

    def __str__(self) -> str:
        return f"chat: {self.topic}"


def _recognise(asked: Asked) -> Iterator[Claimed[Smalltalk]]:
    topic = topic_of(asked.reading)
    if topic:
        yield Claimed(Smalltalk(topic), frozenset(range(len(asked.reading.tokens))))


_SHOULD, _US = frozenset({"should", "shall", "ought"}), frozenset({"i", "we"})


def topic_of(reading: Reading) -> str:
    """The topic of a message that asks nothing of the corpus; empty for any other."""
    if reading.norms[:1] and reading.norms[0] in _SHOULD and _US.intersection(reading.norms[1:2]) and not _states(reading):
        return "opinion"
    said = {m.name for m in reading.words("chat")}
    if not said:
        return ""
    chat = {i for m in reading.words("chat") for i in m.span}
    soft = {i for m in reading.words(CARRIER) for i in m.span}
    rest = [i for i, t in enumerate(reading.tokens) if (t.is_word or t.is_number) and i not in chat | soft]
    names = list(reading.of(Named))
    for topic in _ORDER:
        if topic not in said:
            continue
        if (
            topic in {"advice", "opinion", "instruct"}
            or (not rest and not names)
            or (
                topic in {"coverage", "help"}
                and len(rest) <= 1
                and not names
                and not reading.has("attribute", "value", "ends", "announced")
            )
            or (topic in {"greeting", "thanks", "bye"} and not names and len(rest) <= _FEW and not _wants(reading))
        ):
            return topic
    return ""


def _states(reading: Reading) -> bool:
    """`should I write that it ends in 2032?`: something that sources may say."""
    said = any(isinstance(m.sense, (Range, When)) for m in reading.mentions) or reading.has("attribute") or reading.has("topic")
    return said or reading.has("noun") or reading.has("ask")


def _wants(reading: Reading) -> bool:
    """True where more than a courtesy is said."""
    return reading.text.endswith("?") or reading.has("ask") or reading.has("attribute") or reading.has("noun") or reading.has("operation")


def _answer(query: Smalltalk, context: Context) -> Answer:
    templates = context.wording.templates
    if query.topic == "coverage":
        return Chat(coverage(context))
    if query.topic == "help":
        return Chat(templates.help)
    texts = {
        "greeting": templates.greeting, "thanks": templates.thanks, "bye": templates.bye,
        "advice": templates.advice,
        "opinion": templates.advice, "instruct": templates.instruct,
    }  # fmt: skip
    return Chat(texts[query.topic])


def coverage(context: Context) -> str:
    """What the corpus holds, from the corpus itself, in words without figures of its own."""
    knowledge = context.knowledge
    parties = dict.fromkeys(knowledge.say(one) for deal in knowledge.deals for _, one in deal.parties)
    newest = sorted(
        knowledge.articles.values(), key=lambda article: article.published.start if article.published else date.min, reverse=True
    )
    titles = [article.title or article.id for article in newest]
    if not titles:
        return "I know no article yet: the corpus is empty."
    dated = newest[0].published
    undated = f" The newest is of {dated}." if dated else " Its date of publication is not stated."
    about = f" They are about {wording.listed(list(parties))}." if parties else ""
    return f"My sources: {wording.listed(titles)}.{undated}{about} I know nothing that they do not say."


KIND = Kind("chat", ("What do you know?", "Help"), _recognise, _answer)
