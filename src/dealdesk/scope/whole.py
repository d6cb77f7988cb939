"""The whole that a share is of: a stated total, the deals of one party or of a time, those shown before, or everything."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec.structs import replace

from dealdesk.domain.quantity import Range
from dealdesk.language.function_word import POSSESSIVES
from dealdesk.language.mention import Named
from dealdesk.query.arithmetic import PERCENT
from dealdesk.query.condition import Agreed, Among, Announced, OfKind, Party, Tranche
from dealdesk.query.selection import IDENTIFYING, Selection
from dealdesk.scope.scope import scope_of
from dealdesk.scope.side import Sides, halves_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dealdesk.context.context import Context
    from dealdesk.language.reading import Reading
    from dealdesk.scope.question import Asked


_WITHIN = frozenset({"in", "at", "among", "within"})


def wholes_of(asked: Asked) -> Iterator[Sides]:
    """A share of everything: the part is what is named, the whole all deals of its kind and its provider, or `the two` shown before."""
    divided = tuple(_of_divided(asked))
    if divided:
        yield from divided
        return
    yield from _of_total(asked)
    claimed = list(_of_claimed(asked))
    if claimed:
        yield from claimed
        return
    owned = list(_of_owned(asked))
    if owned:
        yield from owned
        return
    pointed = list(_of_shown(asked))
    if pointed:
        yield from pointed
        return
    said = sorted(_of_said_whole(asked), key=lambda sides: -len(sides.right.conditions))
    if said:
        yield said[0]
        return
    scope = asked.scope
    among = next((c for c in scope.selection.conditions if isinstance(c, Among) and len(c.ids) > 1), None)
    if among and scope.selection.named != (among,) and is_part(scope.selection, Selection((among,)), asked.context):
        yield Sides(scope.selection, Selection((among,)), scope.used, strong=False)  # of what was spoken of
        return
    if len([said for _, said in asked.reading.of(Range) if said.unit]) > 1 or _is_of_amount(asked.reading):
        return
    whose = tuple(c for c in scope.selection.conditions if isinstance(c, Party))
    apart = scope.selection.pick or any(c.topic in IDENTIFYING for c in scope.selection.named)
    ends = {m.end for m, _ in asked.reading.of(Named)}
    theirs = any(m.start in ends for m in asked.reading.words("modifier", "all"))  # `Acme's whole commitment`
    own = whose if apart and (theirs or not asked.reading.has("modifier", "all")) else ()
    everything = Selection((*everything_like(scope.selection, asked.context).conditions, *own))
    narrow = any(isinstance(c, OfKind) and (c.word or c.without) for c in scope.selection.conditions)  # `the convertible part of the notes`
    if (scope.is_specific or narrow) and is_part(scope.selection, everything, asked.context):
        yield Sides(scope.selection, everything, scope.used, strong=False)


def _of_divided(asked: Asked) -> Iterator[Sides]:
    """A tranche of the deal that is divided into it."""
    selection = asked.scope.selection
    parts = asked.context.rows(selection) if any(isinstance(c, Tranche) for c in selection.conditions) else ()
    wholes = frozenset(one for part in parts for one in part.part_of)
    if len(wholes) == 1:
        yield Sides(selection, Selection((Among(wholes),)), asked.scope.used, strong=True)


def _of_claimed(asked: Asked) -> Iterator[Sides]:
    """`is the June order over half of the May one?`: what stands before the percentage claimed, of what stands after it."""
    reading = asked.reading
    said = [m for m, r in reading.of(Range) if r.unit == PERCENT]
    if len(said) != 1 or "of" not in reading.norms[said[0].end : said[0].end + 1]:
        return
    left, right = (scope_of(part, asked.context) for part in (
        reading.only(i for i in reading.inside if i < said[0].start), reading.only(i for i in reading.inside if i > said[0].end),
    ))  # fmt: skip
    parties = tuple(c for c in left.selection.named if isinstance(c, Party))
    own = right.selection if any(isinstance(c, Party) for c in right.selection.named) else replace(
        right.selection, conditions=(*right.selection.conditions, *parties)
    )  # fmt: skip
    if left.is_specific and right.is_specific and len(asked.context.rows(left.selection)) == len(asked.context.rows(own)) == 1:
        yield Sides(left.selection, own, left.used | right.used | frozenset(said[0].span), strong=True)


def everything_like(part: Selection, context: Context) -> Selection:
    """All deals of the kinds that `part` holds."""
    kinds = frozenset(deal.kind for deal in context.rows(part))
    return Selection((OfKind(kinds, " or ".join(sorted(kinds))),))


def _is_of_amount(reading: Reading) -> bool:
    """`what share of the $5bn is ...`: the amount is the whole, so that the deal of that amount is no part of anything."""
    after = {m.end for m in reading.words("operation", "share", "percent")}
    return any(
        said.unit and said.unit != PERCENT and {m.start, m.start - 1} & after and m.end < len(reading.tokens)
        for m, said in reading.of(Range)
    )


def _of_said_whole(asked: Asked) -> Iterator[Sides]:
    """A share of `the total`, `all orders`, of one company or of two: wherever the question can be cut so."""
    for left, right, _ in halves_of(asked.reading, asked.context):
        for part, rest in ((left, right), (right, left)):
            selection = rest.scope.selection
            parties = [c for c in selection.named if isinstance(c, Party)]
            if not parties and any(rest.reading.tokens[i].norm in POSSESSIVES for i in rest.reading.inside):  # `of its total`
                parties = [c for c in part.scope.selection.named if isinstance(c, Party)]
            if not (part.scope.is_specific and rest.is_whole) or any(not isinstance(c, Party) for c in selection.named) or selection.pick:
                continue
            everything = Selection((*(c for c in selection.conditions if isinstance(c, OfKind)), *parties))
            if is_part(part.scope.selection, everything, asked.context):
                yield Sides(part.scope.selection, everything, part.scope.used | rest.scope.used | asked.scope.used, strong=True)


def _of_dated(asked: Asked) -> Iterator[Sides]:
    """`Acme's share of the 2025 deals`: the deals of a time are the whole, and those of them that the company has the part."""
    reading = asked.reading
    for mention in reading.words("operation", "share", "percent"):
        left, right = (scope_of(part, asked.context) for part in (
            reading.only(i for i in reading.inside if i < mention.start), reading.only(i for i in reading.inside if i >= mention.end),
        ))  # fmt: skip
        plural = [m for m in reading.words("noun", "contract") if m.start >= mention.end and reading.tokens[m.start].norm.endswith("s")]
        after = tuple(c for c in right.selection.named if isinstance(c, Party))
        names = [m.start for m, _ in reading.of(Named)]
        if after and plural and names and min(names) >= plural[0].end:  # `the share of the May deals that is Acme's`
            right = replace(
                right, selection=replace(right.selection, conditions=tuple(c for c in right.selection.conditions if c not in after))
            )
        parties = (
            after if right.selection.named and not left.selection.named else tuple(c for c in left.selection.named if isinstance(c, Party))
        )
        dated = right.selection.named and all(isinstance(c, Announced) for c in right.selection.named)
        part = replace(right.selection, conditions=(*right.selection.conditions, *parties))
        if parties and dated and plural and is_part(part, right.selection, asked.context):
            yield Sides(part, right.selection, left.used | right.used, strong=True)
            return


def _of_owned(asked: Asked) -> Iterator[Sides]:
    """`what share of Acme's orders goes to Globex?`, `Acme's share of the 2025 deals`: what is said after `of` tells the whole."""
    yield from _of_dated(asked)
    reading, scope = asked.reading, asked.scope
    after = {m.end for m in reading.words("operation", "share", "percent")}
    plural = {m.start for m in reading.words("noun", "contract") if reading.tokens[m.start].norm.endswith("s")}
    plural |= {m.start for m in reading.words("operation", "sum")} | {m.start for m in reading.words("modifier", "all")}
    for mention, named in reading.of(Named):
        within = (
            len(reading.of(Named)) > 1 and bool(after) and reading.norms[mention.start - 1] in _WITHIN and mention.start > min(after) + 1
        )
        if (mention.start in after and mention.end in plural) or within:  # `the share of Globex in Acme's orders`
            kinds = tuple(c for c in scope.selection.conditions if isinstance(c, OfKind))
            own = next((c for c in scope.selection.named if isinstance(c, Party) and set(named.ids) & c.ids), None)
            everything = Selection((*kinds, own)) if own else Selection(kinds)
            if own and is_part(scope.selection, everything, asked.context):
                yield Sides(scope.selection, everything, scope.used, strong=True)


def _of_shown(asked: Asked) -> Iterator[Sides]:
    """A share of `the two`, `of that`: the deals shown before are the whole; of `all Acme orders` they are the part."""
    opens = bool(asked.reading.tokens) and asked.reading.tokens[0].norm == "as"  # `as a share of all orders`
    if not asked.shown or not (opens or asked.reading.has("modifier", "them", "both", "it")):
        return
    shown, own, said = Selection((Among(frozenset(asked.shown)),)), asked.scope.selection, scope_of(asked.reading, asked.context)
    part = replace(own, conditions=(*own.named, *shown.conditions))
    if asked.scope.is_specific and is_part(part, shown, asked.context):
        yield Sides(part, shown, asked.scope.used, strong=True)
    elif said.selection.named and said.selection.pick is None and is_part(shown, said.selection, asked.context):
        yield Sides(shown, said.selection, asked.scope.used | said.used, strong=True)


def _of_total(asked: Asked) -> Iterator[Sides]:
    """A share of an amount that a source states as the total of some deals: those are the whole."""
    for mention, said in asked.reading.of(Range):
        for whole in _totalling(said, asked.context) if said.exact and said.unit else ():
            part = scope_of(asked.reading.without(mention.span), asked.context)
            if part.is_specific and is_part(part.selection, whole, asked.context):
                yield Sides(part.selection, whole, part.used | frozenset(mention.span), strong=True)


def _totalling(said: Range, context: Context) -> Iterator[Selection]:
    """The deals whose total is the amount `said`: by a source's own word, or all of a kind, or all of one party."""
    for figure in context.knowledge.figures:
        if figure.total_of and said.unit == figure.value.unit and said.holds(figure.value.amount):
            yield Selection((Among(frozenset(figure.total_of)),))
    agreed = [deal for deal in context.knowledge.deals if Agreed().holds(deal) and deal.value and deal.value.unit == said.unit]
    kinds = {frozenset(d.id for d in agreed if d.kind == kind) for kind in {d.kind for d in agreed}}
    parties = {frozenset(d.id for d in agreed if one in {p for _, p in d.parties}) for d in agreed for _, one in d.parties}
    for ids in sorted(kinds | parties, key=sorted):
        total = sum((d.value.amount for d in agreed if d.id in ids and d.value), Decimal())
        if len(ids) > 1 and said.holds(total):
            yield Selection((Among(ids),))


def is_part(part: Selection, everything: Selection, context: Context) -> bool:
    """True where the deals of `part` are some of `everything`, and not all."""
    inside, outside = ({deal.id for deal in context.rows(one)} for one in (part, everything))
    return bool(inside) and inside < outside
