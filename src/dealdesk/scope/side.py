"""The two sides of a comparison: where a word sets one thing against another, and what each side leaves to the other to say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from dealdesk.domain.quantity import Range
from dealdesk.language.function_word import COPULA, POSSESSIVES, STANDING_IN
from dealdesk.language.lexicon import Word
from dealdesk.language.mention import Named, Ordinal, When, spanned
from dealdesk.query.condition import Agreed, Among, Announced, Expands, OfKind, Party, Tranche
from dealdesk.query.selection import IDENTIFYING, Pick, Selection
from dealdesk.scope.exclusion import exclusions
from dealdesk.scope.scope import Scope, scope_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dealdesk.context.context import Context
    from dealdesk.language.mention import Mention
    from dealdesk.language.reading import Reading
    from dealdesk.query.condition import Condition

_PRONOUNS = frozenset({"it", "they", "he", "she", "we"})
_NEAR = 2  # tokens from `the` to the noun: `the Acme deal`
ORIGINAL = frozenset({"original", "initial", "old", "older", "earlier"})
_PRIOR = frozenset({"older", "previous"})
_ADJECTIVES = ("er", "more", "most", "less", "least", "ence", "gap", "margin", "big")  # these compare and do not part


class Half(Struct, frozen=True):
    """One side of a comparison: the part of the question that says it, and the scope of that part."""

    reading: Reading
    scope: Scope

    @property
    def is_definite(self) -> bool:
        """True where it names deals of its own: a condition, a pick, or another kind than contracts."""
        kinds = {c.label for c in self.scope.selection.conditions if isinstance(c, OfKind)}
        return self.scope.is_specific or bool(kinds - {"contract"})

    @property
    def is_prior(self) -> bool:
        """True where it says no more than that it came before: `the one before it`, `its predecessor`."""
        return self.reading.has("operation", *_PRIOR) and not self.scope.selection.named

    @property
    def is_next(self) -> bool:
        """True where it says no more than that it came after: `the one that followed`."""
        named = [c for c in self.scope.selection.named if not isinstance(c, Expands)]
        return self.reading.has("operation", "next") and not named

    @property
    def used(self) -> frozenset[int]:
        """The tokens that it explains."""
        steps = tuple(_PRIOR) if self.is_prior else ("next",) if self.is_next else ()
        return self.scope.used | (spanned(self.reading.words("operation", *steps)) if steps else frozenset())

    @property
    def is_whole(self) -> bool:
        """True where it means everything there is: `the total`, `all orders`."""
        return self.reading.has("operation", "sum") or self.reading.has("modifier", "all")

    def says(self, topics: frozenset[str] | set[str]) -> bool:
        """True where a condition on one of `topics` is said."""
        return any(c.topic in topics for c in self.scope.selection.conditions)


class Sides(Struct, frozen=True):
    """A left and a right selection, and the tokens that say them; `strong` where a word sets one against the other."""

    left: Selection
    right: Selection
    used: frozenset[int]
    strong: bool
    halves: tuple[Half, Half] | None = None

    def is_apart(self, context: Context) -> bool:
        """True where the sides have no deal in common."""
        left, right = ({deal.id for deal in context.rows(side)} for side in (self.left, self.right))
        return not left & right


def halves_of(reading: Reading, context: Context) -> Iterator[tuple[Half, Half, bool]]:
    """Every way to cut the question in two, the likeliest first; True with those where a word sets one half against the other."""
    left_out = frozenset().union(*(one.scope for one in exclusions(reading)))
    for start, end, strong in _cuts(reading):
        if start in left_out:
            continue
        left = reading.only(i for i in reading.inside if i < start)
        right = reading.only(i for i in reading.inside if i >= end)
        yield Half(left, scope_of(left, context, related=False)), Half(right, scope_of(right, context, related=False)), strong


def _cuts(reading: Reading) -> Iterator[tuple[int, int, bool]]:
    named = {i for sense in (Named, When, Range) for m, _ in reading.of(sense) for i in m.span}
    for name, strong in (("against", True), ("joining", False)):
        for mention in sorted(reading.words("modifier", name), key=lambda m: reading.tokens[m.start].norm != "than"):
            if not named & set(mention.span) and not _is_within(reading, mention) and not _is_of_a_deal(reading, mention):
                then = reading.tokens[mention.start].norm == "then"  # `then the one before`, written for `than the one before`
                yield mention.start, mention.start + 1 if then else mention.end, strong
    than = next((i for i in sorted(reading.inside) if reading.tokens[i].norm == "than"), None)
    yield from ((i, i + 1, True) for i in sorted(reading.inside) if than is not None and i > than and reading.tokens[i].norm in COPULA)
    for mention in reading.words("operation", "ratio"):
        yield mention.start, mention.end, True
        if mention.start == 0:  # `how many times A is B?`
            yield from ((i, i + 1, True) for i in sorted(reading.inside) if i > mention.end and reading.tokens[i].norm in COPULA)
    for mention in reading.words("operation", "more", "less", "longer", "difference"):
        if len(mention.span) == 1 and not reading.tokens[mention.start].norm.endswith(_ADJECTIVES) and not _is_within(reading, mention):
            yield mention.start, mention.end, True
    yield from ((i, i + 1, False) for i in sorted(reading.inside) if reading.tokens[i].norm == "," and i not in named)
    seen: set[type] = set()
    for mention in reading.mentions:
        kind = type(mention.sense)
        if kind in {Named, When, Range, Ordinal}:
            if kind in seen:
                yield mention.start, mention.start, False
            seen.add(kind)


def _is_of_a_deal(reading: Reading, mention: Mention) -> bool:
    """`the contract with Acme`: says whose contract, and sets nothing against it."""
    nouns = {m.end for m in reading.words("noun", "contract", "contract_verb")}
    return reading.tokens[mention.start].norm == "with" and len(mention.span) == 1 and mention.start in nouns


def _is_within(reading: Reading, mention: Mention) -> bool:
    """True inside a longer phrase that names something: the `top` of `top-up`."""
    return any(
        len(m.span) > len(mention.span)
        and set(mention.span) <= set(m.span)
        and isinstance(m.sense, Word)
        and m.sense.category in {"noun", "stage"}
        for m in reading.mentions
    )


def sides_of(reading: Reading, whole: Scope, context: Context, shown: tuple[str, ...] = ()) -> Iterator[Sides]:
    """The pairs of selections that the question may set against each other, the likeliest first.

    `shown` are the deals of the answer before, which `it` or `they` mean, and against which a question sets what it names alone.
    A question whose `whole` scope is just two deals sets those against each other.
    """
    for halves in halves_of(reading, context):
        left, right = (_pointed(half, shown, context) for half in halves[:2])
        pair = _completed(left, right, context)
        if pair is None:
            continue
        pair = (_of_parties(pair[0], whole, context), _of_parties(pair[1], whole, context))
        if any(_is_of_any(half, side, context) for half, side in zip((left, right), pair, strict=True)):
            continue  # `is the expansion bigger?`, of which there are several
        pair = (_single(left, pair[0], context), _single(right, pair[1], context))
        held = [{deal.id for deal in context.rows(side)} for side in pair]
        if all(held) and held[0] != held[1]:
            yield Sides(*pair, left.used | right.used, halves[2], (left, right))
    opening = [m for m in reading.words("operation", "difference", "ratio", "less") if m.start <= 1]
    against = spanned((*reading.words("modifier", "against"), *opening))
    own = scope_of(reading.without(against), context)
    own = replace(own, selection=_of_the_same_parties(own.selection, shown, context)) if shown and against else own
    before = _beside(Selection((Among(frozenset(shown)),)), context, step=-1) if Half(reading, own).is_prior and len(shown) == 1 else None
    own = replace(own, selection=before) if before else own
    if shown and against and own.is_specific and not {deal.id for deal in context.rows(own.selection)} & set(shown):
        yield Sides(Selection((Among(frozenset(shown)),)), own.selection, own.used, strong=True)
    narrower = {c.label for c in own.selection.conditions if isinstance(c, OfKind)} - {"contract"}
    if shown and narrower and reading.has("operation", "more", "less", "longer", "later") and not own.is_specific:
        rest = Selection((Among(frozenset(shown)),))
        if not {deal.id for deal in context.rows(own.selection)} & set(shown):
            yield Sides(own.selection, rest, own.used, strong=True)
    rows = context.rows(whole.selection)
    if len(rows) == 2 and not (whole.selection.without or _one_is_unsaid(reading)):  # noqa: PLR2004 - two sides
        one, two = (Selection((Among(frozenset({deal.id})),)) for deal in rows)
        yield Sides(one, two, whole.used, strong=False)


def _single(half: Half, side: Selection, context: Context) -> Selection:
    """`the Acme deal` where Acme has several with the same parties: the newest of them, and not all together."""
    rows = context.rows(side)
    alike = len(rows) > 1 and len({deal.parties for deal in rows}) == 1
    picks = side.pick or half.is_whole or half.says({"announced", "value", "ends", "expands"})
    return replace(side, pick=Pick("announced", descending=True)) if _is_single(half) and alike and not picks else side


def _is_of_any(half: Half, side: Selection, context: Context) -> bool:
    """`the expansion` where different companies have one each: which is meant, nothing says."""
    rows = context.rows(side)
    told = any(isinstance(c, (Party, Among)) for c in side.conditions) or side.pick or half.is_whole
    return half.says({"expands"}) and _is_single(half) and not told and len({deal.parties for deal in rows}) > 1


def _is_single(half: Half) -> bool:
    """`the Acme deal`, and not `deals`."""
    nouns = [m for m in half.reading.words("noun", "contract") if not half.reading.norms[m.end - 1].endswith("s")]
    return any("the" in half.reading.norms[max(0, m.start - _NEAR) : m.start] for m in nouns)


def _one_is_unsaid(reading: Reading) -> bool:
    """`how much more than the September one?`, `how far ahead of Acme's is that?`: only one of the two sides is named."""
    if reading.has("modifier", "it") and reading.has("modifier", "against") and reading.has("operation", "difference", "ratio"):
        return True
    than = next((i for i in sorted(reading.inside) if reading.tokens[i].norm == "than"), None)
    if than is not None and set(reading.norms[than + 1 : than + 2]) & _PRONOUNS:
        return True  # `did Acme buy more than it needs?`
    named = [m.start for sense in (Named, When, Ordinal) for m, _ in reading.of(sense)]
    single = any(m.start in reading.inside and reading.tokens[m.start].norm == "one" for m in reading.words("noun", "contract"))
    return than is not None and single and all(than < start for start in named)


def _of_the_same_parties(own: Selection, shown: tuple[str, ...], context: Context) -> Selection:
    """Of several deals that are named by no party those of the parties of the deals shown: `more than the September one`."""
    rows = context.rows(own)
    if len(rows) < 2 or own.pick or any(isinstance(c, Party) for c in own.conditions):  # noqa: PLR2004 - several
        return own
    parties = {deal.parties for deal in context.knowledge.deals if deal.id in shown}
    alike = frozenset(deal.id for deal in rows if deal.parties in parties and deal.id not in shown)
    return Selection((Among(alike),)) if alike and own.named else own


def _pointed(half: Half, shown: tuple[str, ...], context: Context) -> Half:
    """A side that says `it` or `that one` means deals of the answer before."""
    picks = half.scope.selection.pick is not None and not (half.scope.selection.named or half.is_prior)
    if not shown or not (picks or half.reading.has("modifier", "it", "them")):
        return half
    among = Among(frozenset(shown))
    if not half.scope.is_specific:
        return replace(half, scope=replace(half.scope, selection=Selection((among,))))
    both = replace(half.scope.selection, conditions=(*half.scope.selection.conditions, among))
    return replace(half, scope=replace(half.scope, selection=both)) if context.rows(both) else half


def _completed(left: Half, right: Half, context: Context) -> tuple[Selection, Selection] | None:
    """Both selections, each with the parties, the kind and the date that only the other one says; None where a side names nothing."""
    if (right.is_prior or right.is_next) and left.scope.is_specific:
        beside = _beside(left.scope.selection, context, step=-1 if right.is_prior else 1)
        return (left.scope.selection, beside) if beside else None
    if right.reading.has("modifier", "other") and left.is_definite and not right.scope.selection.named:
        several = right.reading.has("operation", "sum") or right.reading.has("modifier", "all")  # `than all the others combined`
        rest = (_all_others if several else _other)(left.scope.selection, context)
        return (left.scope.selection, rest) if rest else None
    if not (left.is_definite and right.is_definite):
        return None
    return _borrowing(left, right, context), _borrowing(right, left, context)


def _borrowing(side: Half, other: Half, context: Context) -> Selection:
    own = side.scope.selection
    divided = next((c for c in other.scope.selection.conditions if isinstance(c, Tranche)), None)
    if divided and own.pick and own.pick.by == "announced" and not own.named:  # `the second tranche` against `the first`
        return Selection((divided.at(-own.pick.first if own.pick.descending else own.pick.first),))
    conditions: list[Condition] = [c for c in own.conditions if _says_noun(side) or isinstance(c, Agreed) or c in own.named]
    if not _says_noun(side):
        original = not ORIGINAL.isdisjoint(side.reading.norms)  # `the expanded one` against `the original one`
        lent = (OfKind,) if original else (OfKind, Expands)
        conditions += [c for c in other.scope.selection.conditions if isinstance(c, lent)]
    parties = [c for c in other.scope.selection.conditions if isinstance(c, Party)]
    if not any(isinstance(c, (Party, Among)) for c in own.conditions) and _has_rows(conditions, parties, own, context):
        conditions += parties
    roles = {c.topic for c in own.conditions if isinstance(c, Party)}
    if roles and not POSSESSIVES.isdisjoint(side.reading.norms[i] for i in side.reading.inside):  # `Acme's first and its last with Globex`
        taken = {role for topic in roles for role in topic.split("/")}
        conditions += [c for c in parties if taken.isdisjoint(c.topic.split("/")) and context.rows(Selection((*conditions, c)))]
    if roles & {c.topic for c in parties} and not _says_noun(side):  # `Acme's and Globex's contracts with Initech`
        shared = [c for c in parties if c.topic not in roles]
        conditions += shared if context.rows(Selection((*conditions, *shared))) else []
    if own.pick is None and not side.says(IDENTIFYING) and not side.is_whole and not (_says_noun(side) and _says_noun(other)):
        conditions += [c for c in other.scope.selection.conditions if isinstance(c, Announced)]
    return Selection(tuple(dict.fromkeys(conditions)), own.pick, own.without)


def _has_rows(conditions: Sequence[Condition], parties: Sequence[Condition], own: Selection, context: Context) -> bool:
    """False only where a side means some deals, and none of the parties that the other side names: `Acme's newest than the May order`."""
    alone, joined = (bool(context.rows(Selection((*conditions, *more), own.pick))) for more in ((), parties))
    return joined or not alone


def _of_parties(side: Selection, whole: Scope, context: Context) -> Selection:
    """A side that names no party means one of those that the question as a whole is about."""
    if any(isinstance(c, (Party, Among)) for c in side.conditions):
        return side
    parties = tuple(c for c in whole.selection.conditions if isinstance(c, Party))
    return replace(side, conditions=(*side.conditions, *parties)) if _has_rows(side.conditions, parties, side, context) else side


def _says_noun(half: Half) -> bool:
    """True for a noun that says of which kind; `the one` leaves that to the other side."""
    nouns = half.reading.words("noun", "contract", "notes", "loan", "convertible", "senior", "financing")
    return any(half.reading.tokens[m.start].norm not in STANDING_IN for m in nouns)


def _other(selection: Selection, context: Context) -> Selection | None:
    """The one other deal of the same sort and parties, where `selection` is a single deal: `the convertible issue ... the other one`."""
    found = context.rows(selection)
    alike = [d for d in context.knowledge.deals if len(found) == 1 and d.kind == found[0].kind and d.parties == found[0].parties]
    rest = [deal for deal in alike if deal not in found]
    return Selection((Among(frozenset({rest[0].id})),)) if len(rest) == 1 else None


def _all_others(selection: Selection, context: Context) -> Selection | None:
    """All agreed deals of the kind of those of `selection`, without them."""
    found = context.rows(selection)
    kinds = {deal.kind for deal in found}
    rest = frozenset(d.id for d in context.knowledge.deals if d.kind in kinds and d not in found and Agreed().holds(d))
    return Selection((Among(rest),)) if rest else None


def _beside(selection: Selection, context: Context, *, step: int) -> Selection | None:
    """The deal of the same parties that came right before (`step` -1) or right after (1) those of `selection`."""
    found = context.rows(selection)
    if not found:
        return None
    alike = [deal for deal in context.knowledge.deals if deal.parties == found[0].parties and deal.kind == found[0].kind]
    at = alike.index(found[0]) + step
    return Selection((Among(frozenset({alike[at].id})),)) if 0 <= at < len(alike) else None
