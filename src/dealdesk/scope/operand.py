"""The deals that a question names one by one to work with them: `the May order` and `the notes due 2032` of what they come to together.

Every way to part the question is tried. Each part has to name one deal by itself, with all of its words; what stands between the
parts has to say what is done with them. A question that is not wholly explained so has no operands.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import combinations, islice, pairwise, product, takewhile
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from dealdesk.domain.quantity import Range
from dealdesk.language.function_word import POSSESSIVES, STANDING_IN
from dealdesk.language.mention import Named, Ordinal, When, spanned
from dealdesk.language.polarity import is_polar
from dealdesk.query.condition import Among, Expands, OfKind, Party, Worth
from dealdesk.query.selection import Selection
from dealdesk.scope.exclusion import exclusions
from dealdesk.scope.scope import scope_of
from dealdesk.scope.side import ORIGINAL

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dealdesk.context.context import Context
    from dealdesk.language.mention import Mention
    from dealdesk.language.reading import Reading
    from dealdesk.query.condition import Condition

WORKING = ("sum", "difference", "ratio", "share", "percent", "growth", "average", "compare", "more", "less", "longer", "later")
_SEPARATING = frozenset({"and", "plus", "+", "minus", "-", "vs", "versus", "than", "against", "or", "&", ",", ":", ";", "?", "/"})
_LOOSE = frozenset({"to", "of", "from", "with", "over", "as", "between", "by", "in", "on", "into", "for", "is", "are", "was", "were"})
_BINDING = frozenset({"of", "from", "with", "by", "in", "for"})  # `the contract with Acme`
_ADDING = frozenset({"and", "&"})
_ARTICLES = frozenset({"the", "a", "an"})
_ADDED = frozenset({"on", "beyond"})  # `on top of` adds, and tells no time
_MOST = 4  # words such as `of` between two that part for certain
_ATTRIBUTES = ("value",)


class Operand(Struct, frozen=True):
    """The deals that one phrase names, most often one, and its tokens; none for what only the turn before says."""

    deals: frozenset[str]
    span: frozenset[int] = frozenset()

    @property
    def start(self) -> int:
        """The first of its tokens; -1 for none."""
        return min(self.span, default=-1)

    @property
    def selection(self) -> Selection:
        """The deals that it means."""
        return Selection((Among(self.deals),))


class Operands(Struct, frozen=True):
    """Deals in the order of the text, and the question, the rest of which says what is done with them."""

    each: tuple[Operand, ...]
    reading: Reading

    @property
    def frame(self) -> Reading:
        """What of the question names no deal."""
        return self.reading.without(self.used)

    @property
    def used(self) -> frozenset[int]:
        """The tokens that name the deals."""
        return frozenset().union(*(one.span for one in self.each))

    @property
    def selection(self) -> Selection:
        """All of them."""
        return Selection((Among(frozenset().union(*(one.deals for one in self.each))),))


class _Phrase(Struct, frozen=True):
    """A stretch of the question that names deals with all its words; an `elliptic` one leaves it to another to say whose.

    Attributes:
        bare: it has no noun either, and means deals of the kind of the one before.
    """

    selection: Selection
    span: frozenset[int]
    elliptic: bool
    bare: bool


@lru_cache(maxsize=64)
def operands_of(reading: Reading, context: Context, least: int = 2, lent: tuple[Condition, ...] = ()) -> Operands | None:
    """What the question names to work with; None where it does nothing with deals, names fewer than `least`, or says more than that.

    `lent` are the parties of the turn before, which `the second one` leaves unsaid.
    """
    works = reading.has("operation", *WORKING) or reading.has("modifier", "against") or orders(reading) or comparatives(reading)
    if not works or _leaves_out(reading):
        return None
    whole = spanned(m for sense in (Named, When, Range) for m, _ in reading.of(sense))  # `May 4, 2026`
    parting = spanned(_parting(reading)) | {i for i in reading.inside - whole if reading.norms[i] in _SEPARATING}
    parting -= {i for i in parting if reading.norms[i] in _ADDING and _joins_words(reading, i)}
    runs = [list(islice(_phrases(reading, run, context), _MOST)) for run in _runs(sorted(reading.inside - parting))]
    for parted in sorted(product(*runs), key=lambda parted: sum(len(run) for run in parted)):
        phrases = [phrase for run in parted for phrase in run]
        each = _resolved(phrases, context, lent) if phrases else ()
        if len(each) >= max(least, bool(phrases)) and len({one.deals for one in each}) == len(each):
            return Operands(each, reading)
    return None


def orders(reading: Reading) -> tuple[Mention, ...]:
    """The `before`, `come after`, `earlier than` of `was this signed before that?`, which sets one against the other in time."""
    ending = spanned((*comparatives(reading), *reading.words("operation", "longer")))
    said = [m for m in reading.words("relation", "before", "after") if is_polar(reading) and not ending & set(m.span)]
    said = [m for m in said if reading.norms[m.start] not in _ADDED]
    return tuple(max((m, *_holding(reading, m)), key=lambda one: len(one.span)) for m in said)


def _holding(reading: Reading, mention: Mention) -> tuple[Mention, ...]:
    """The longer phrases of order that hold a mention."""
    return tuple(m for m in reading.words("operation") if set(mention.span) < set(m.span))


def comparatives(reading: Reading) -> tuple[Mention, ...]:
    """The `ends earlier` of `ends earlier than`, which alone would pick the first to end."""
    return tuple(m for m in reading.words("operation", "longest", "shortest") if reading.norms[m.end : m.end + 1] == ("than",))


def _leaves_out(reading: Reading) -> bool:
    """True where deals are excepted; not where `less than` or `minus` sets one against another."""
    working = spanned(reading.words("operation", *WORKING))
    return any(not one.cue <= working for one in exclusions(reading))


def _parting(reading: Reading) -> Iterator[Mention]:
    """What says what is done, or asks: no part of the name of a deal, unless a longer phrase for a deal holds it."""
    said = [m for sense in (Named, When, Range) for m, _ in reading.of(sense)]
    held = [set(m.span) for m in (*reading.words("noun"), *reading.words("stage"), *said)]
    scales = reading.words("operation", "in_millions", "in_billions")
    ordered = orders(reading)
    apart = (
        *ordered,
        *comparatives(reading),
        *scales,
        *reading.words("modifier", "both", "against"),
        *(reading.words("attribute", "ends") if ordered else ()),
    )
    for mention in (*reading.words("operation", *WORKING), *reading.words("ask"), *apart):
        span = set(mention.span)
        single = mention.name == "against" and len(span) == 1
        if not single and not any(span < one for one in held) and not span <= spanned(said):
            yield mention


def _joins_words(reading: Reading, index: int) -> bool:
    """`the training and inference contract`: inside what describes one deal, and not between two."""
    told = spanned(m for sense in (Named, When, Range, Ordinal) for m, _ in reading.of(sense)) | spanned(
        (*reading.words("noun"), *reading.words("operation"))
    )
    return {index - 1, index + 1} <= reading.content - told


def _runs(indexes: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Neighbouring indexes, each run by itself."""
    run: list[int] = []
    for index in indexes:
        if run and index != run[-1] + 1:
            yield tuple(run)
            run = []
        run.append(index)
    if run:
        yield tuple(run)


def _phrases(reading: Reading, run: Sequence[int], context: Context) -> Iterator[list[_Phrase]]:
    """The phrases for deals that a stretch of the question consists of, in as few as will do first; none where it only joins."""
    placed = {m.start for m, _ in reading.of(Ordinal) if m.start and reading.norms[m.start - 1] in POSSESSIVES}
    if not (reading.content | placed) & set(run) - spanned(reading.words("attribute", *_ATTRIBUTES)):
        yield []
        return
    told = {m.start for sense in (Named, When) for m, _ in reading.of(sense)}
    cuts = [i for i in run[1:] if reading.norms[i] in _LOOSE][:_MOST]
    for number in range(len(cuts) + 1):
        for chosen in sorted(
            combinations(cuts, number), key=lambda chosen: sum((reading.norms[i] in _BINDING) + (i + 1 in told) for i in chosen)
        ):
            edges = (run[0], *chosen, run[-1] + 1)
            found = list(takewhile(bool, (_phrase(reading, range(start, end), context) for start, end in pairwise(edges))))
            if len(found) == len(edges) - 1:
                yield [one for one in found if one]


@lru_cache(maxsize=256)
def _phrase(reading: Reading, piece: range, context: Context) -> _Phrase | None:
    """The piece as a phrase for deals; None where it names none, or holds a word that says something else."""
    own = reading.only(piece)
    scope = scope_of(own, context, related=False)
    kinds = {c.label for c in scope.selection.conditions if isinstance(c, OfKind)} - {"contract"}
    told = scope.used | spanned(own.words("attribute", *_ATTRIBUTES))
    if scope.foreign or own.unknown_names & own.inside or not (scope.is_specific or kinds) or not reading.content & own.inside <= told:
        return None
    elliptic = not kinds and not any(isinstance(c, (Party, Worth)) for c in scope.selection.conditions) and _is_elliptic(own)
    named = elliptic or len(context.rows(scope.selection)) == 1
    bare = not own.has("noun", "contract") and ORIGINAL.isdisjoint(own.norms)
    return _Phrase(scope.selection, own.inside, elliptic, bare) if named else None


def _is_elliptic(own: Reading) -> bool:
    """`the second`, `the older one`, `its last order`, the `May order` of `Acme's March and May order`."""
    nouns = [own.norms[m.end - 1] for m in own.words("noun", "contract") if own.norms[m.end - 1] not in STANDING_IN]
    pointed = any(own.norms[i] in POSSESSIVES for i in own.inside)
    older = own.has("operation", "older", "previous") or not ORIGINAL.isdisjoint(own.norms)  # than another of the same parties
    placed = bool(own.of(Ordinal) or own.of(When)) and all(own.norms[i] not in _ARTICLES for i in own.inside)
    return pointed or older or placed or not nouns or nouns[-1].endswith("s")


def _resolved(phrases: Sequence[_Phrase], context: Context, lent: Sequence[Condition]) -> tuple[Operand, ...]:
    """The one deal that each phrase means, and the same named twice once; none where a phrase means no deal or several."""
    said: set[Condition] = {c for phrase in phrases for c in phrase.selection.conditions if isinstance(c, Party)} or set(lent)
    found: list[Operand] = []
    for place, phrase in enumerate(phrases):
        own = phrase.selection
        before = phrases[place - 1].selection.conditions if place and phrase.bare else ()
        kind = [c for c in before if isinstance(c, Expands)]
        rows = context.rows(replace(own, conditions=(*own.conditions, *said, *kind)) if phrase.elliptic else own)
        if len(rows) != 1:
            return ()
        one = frozenset({rows[0].id})
        if found and found[-1].deals == one:  # `the loan from one bank and another`
            found[-1] = Operand(one, found[-1].span | phrase.span)
        else:
            found.append(Operand(one, phrase.span))
    return tuple(found)
