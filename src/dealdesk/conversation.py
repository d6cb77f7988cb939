"""The turn before, and how a question that leans on it is asked in full."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from dealdesk.domain.quantity import Range
from dealdesk.kinds.scope import says_kind
from dealdesk.language.lexicon import Word
from dealdesk.language.mention import Named, Ordinal, When
from dealdesk.query.condition import Among
from dealdesk.query.selection import Selection

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dealdesk.domain.answer import Answer
    from dealdesk.domain.record import Deal
    from dealdesk.kinds.scope import Scope
    from dealdesk.language.mention import Mention
    from dealdesk.language.reading import Reading

_PRONOUNS = frozenset({"it", "its", "he", "his", "him", "she", "her", "they", "their", "them", "that", "this"})
_PICKS = (
    "largest",
    "smallest",
    "latest",
    "earliest",
    "longest",
    "shortest",
    "older",
    "next",
    "previous",
    "median",
    "average",
    "sum",
    "spread",
)


@dataclass(frozen=True, slots=True)
class Turn:
    """One question answered; the next question may lean on it.

    Attributes:
        question: the question as it was read, in full.
        selection: the deals that it was about.
        deals: ids of the deals that the answer showed, in its order.
        earlier: ids of the deals that the answer before showed.
        records: ids of the figures and facts that the answer stated.
        names: what pronouns may stand for: people, then companies and things.
        people: those of them that are people.
    """

    question: str
    answer: Answer
    interpretation: str
    query: Any = None
    kind: str = ""
    selection: Selection = Selection()  # noqa: RUF009 - frozen
    deals: tuple[str, ...] = ()
    earlier: tuple[str, ...] = ()
    records: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    people: tuple[str, ...] = ()


def leans(reading: Reading) -> bool:
    """True where the wording points back: a pronoun, `the other`, `and ...`, `no, I meant ...`."""
    first = next((i for i, t in enumerate(reading.tokens) if t.is_word), 0)
    opens = any(m.start == first for m in reading.words("modifier", "follow"))
    return opens or reading.has("modifier", "it", "them", "other", "both", "correction", "same_time")


def is_fragment(reading: Reading) -> bool:
    """True for a message that is only a name, a date or an amount: `Acme?`, `sept`."""
    named = {i for m in reading.mentions if isinstance(m.sense, (Named, When, Range)) for i in m.span}
    words = {i for i, token in enumerate(reading.tokens) if token.is_word or token.is_number}
    return bool(words) and words <= named


def resets(reading: Reading) -> bool:
    """True where the question says that it is about something else."""
    return reading.has("modifier", "reset")


def is_elliptic(reading: Reading) -> bool:
    """True where the question names something but does not say what is asked of it."""
    asks = [m for m in reading.words("ask") if reading.tokens[m.start].norm not in {"what", "how"} or len(m.span) > 1]
    said = reading.has("attribute") or reading.has("topic") or asks
    return not said and not reading.has(
        "operation", "sum", "list", "compare", "group", "share", "ratio", "difference", "timeline", "profile", "define"
    )


def substituted(reading: Reading, before: Reading) -> str | None:
    """The earlier question with what the new one names in the place of the like; None where it names nothing.

    What has no like in the earlier question is added to it.
    """
    if reading.has("modifier", "exclude") or reading.has("operation", "sum"):
        return None
    text = before.text
    changes: list[tuple[int, int, str]] = []
    added: list[str] = []
    taken: set[int] = set()
    for mention in _named(reading):
        written = _written(reading, mention)
        like = [m for m in _named(before) if _class(m) == _class(mention) and m.start not in taken]
        if like:
            replaced = like if _class(mention) == "pick" else like[-1:]
            taken |= {m.start for m in replaced}
            changes += [(before.tokens[m.start].start, before.tokens[m.end - 1].end, written if m is replaced[0] else "") for m in replaced]
        else:
            added.append(written)
    if not changes and not added:
        return None
    for start, end, written in sorted(changes, reverse=True):
        text = f"{text[:start]}{written}{text[end:]}"
    return " ".join([text.rstrip(" ?.!"), *added])


def _named(reading: Reading) -> Iterator[Mention]:
    end = -1
    for mention in reading.mentions:
        if _class(mention) and mention.start >= end:
            end = mention.end
            yield mention


def _class(mention: Mention) -> str:
    sense = mention.sense
    if isinstance(sense, Named):
        return "name"
    if isinstance(sense, When):
        return "when"
    if isinstance(sense, Range):
        return "amount" if sense.unit or not sense.exact else ""
    if isinstance(sense, Ordinal):
        return "pick"
    if isinstance(sense, Word) and sense.category == "operation" and sense.name in _PICKS:
        return "pick"
    if isinstance(sense, Word) and sense.category == "topic" and sense.name in {"ytd", "premarket"}:
        return "session"
    return ""


def _written(reading: Reading, mention: Mention) -> str:
    return reading.text[reading.tokens[mention.start].start : reading.tokens[mention.end - 1].end]


def named_in_full(reading: Reading, before: Turn) -> Iterator[str]:
    """The question with its pronoun replaced by each name that it may stand for."""
    pronouns = [
        m for m in reading.words("modifier", "it", "them")
        if reading.tokens[m.start].norm in _PRONOUNS and m.end - m.start == 1
    ]  # fmt: skip
    if not pronouns or before.selection.named:
        return
    token = reading.tokens[pronouns[0].start]
    people = token.norm in {"he", "his", "him", "she", "her"}
    names = before.people if people else before.names
    possessive = "'s" if token.norm in {"its", "his", "their"} else ""
    for name in names[:3]:
        yield f"{reading.text[: token.start]}{name}{possessive}{reading.text[token.end :]}"


def leaning_scopes(reading: Reading, scope: Scope, before: Turn, rows: Callable[[Selection], tuple[Deal, ...]]) -> Iterator[Selection]:
    """The selections that a question may mean if it leans on the turn before, the likeliest first."""
    own = scope.selection if says_kind(reading) else replace(scope.selection, conditions=scope.selection.named)
    shown = frozenset(before.deals)
    if reading.has("modifier", "other"):
        rest = frozenset(before.earlier) - shown
        if rest and shown < frozenset(before.earlier):
            yield Selection((Among(rest), *own.named), own.pick)
        base = Selection(own.over(before.selection).conditions)
        for topics in ({"announced", "value", "among", "except"}, {"party", "announced", "value", "among", "except"}):
            kept = tuple(c for c in base.conditions if c.topic not in topics or c in own.conditions)
            yield Selection((*kept, Among(shown, negated=True)), own.pick)
    if reading.has("operation", "sum") and len(shown) == 1 and before.earlier and not own.named and not own.pick:
        yield Selection((Among(frozenset((*shown, *before.earlier))),))
    if reading.has("operation", "sum") and shown and (own.named or own.pick) and not reading.has("modifier", "them"):
        silent = {"kind"} if any(c.topic == "party" for c in own.conditions) else {"kind", "party"}
        kept = tuple(c for c in before.selection.conditions if c.topic in silent)
        added = rows(Selection((*kept, *own.conditions), own.pick))
        yield Selection((Among(shown | {deal.id for deal in added}),))
    if reading.has("modifier", "them", "both") and len(shown) == 1 and before.earlier:
        yield Selection((Among(frozenset((*shown, *before.earlier))), *own.named), own.pick)
    place = _place(reading)
    if place and len(before.deals) > 1:
        yield Selection((Among(frozenset({before.deals[place - 1 if 0 < place <= len(before.deals) else -1]})), *own.named))
    merged = own.over(replace(before.selection, pick=before.selection.pick if not own.pick else None))
    new = not {c.topic for c in own.conditions} & {c.topic for c in before.selection.conditions}
    plain = new and {deal.id for deal in rows(before.selection)} == shown and not before.selection.pick
    if plain and merged != own:
        yield merged
    if shown and not (len(shown) == 1 and own.pick):
        yield Selection((Among(shown), *own.conditions), own.pick)
    if not plain and (merged != own or says_kind(reading)):
        yield merged


def _place(reading: Reading) -> int:
    """The place in the list shown before that `the second` or `the last one` means; 0 for none."""
    if reading.has("operation", "largest", "smallest", "longest", "shortest"):
        return 0
    places = [ordinal.place for _, ordinal in reading.of(Ordinal)]
    last = [m for m in reading.words("operation", "latest") if reading.tokens[m.start].norm == "last"]
    return places[0] if places else -1 if last else 0
