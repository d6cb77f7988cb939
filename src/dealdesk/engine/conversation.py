"""How a question that leans on the turn before is asked in full."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from dealdesk.domain.quantity import Range
from dealdesk.language.function_word import POINTING
from dealdesk.language.lexicon import Word
from dealdesk.language.mention import Named, Number, Ordinal, When
from dealdesk.language.polarity import is_polar
from dealdesk.query.condition import Agreed, Among, OfKind, Party
from dealdesk.query.selection import Selection
from dealdesk.scope.focus import focus_of
from dealdesk.scope.kind import says_kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dealdesk.context.context import Context
    from dealdesk.engine.turn import Turn
    from dealdesk.language.mention import Mention
    from dealdesk.language.reading import Reading
    from dealdesk.query.selection import Pick
    from dealdesk.scope.scope import Scope

_ORIGINAL = frozenset({"original", "initial"})
_FORMER = frozenset({"previous", "prior", "former", "old", "older", "earlier"})  # of what was asked about it
_INCLUDING = frozenset({"with", "including", "included"})
HUMAN = frozenset({"he", "his", "him", "she", "her"})
_PRONOUNS = frozenset({"it", "its", "he", "his", "him", "she", "her", "they", "their", "them", "that", "this", "those", "these"})
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

_OPENING = range(3)  # `as a percentage`
_JOINING = frozenset({"with", "for", "without", "from", "in", "by"})
_BRIEF = 6  # tokens of `with the May one?`
_STAGES = frozenset({"status", "expands", "agreed"})
_LASTING = frozenset({"term", "ends"})
_STEPS = frozenset({"one", "ones", "down", "up", "?", ".", "in"})  # `the next one down`, not `what came next with Acme`
_WHO = frozenset({"who", "whom", "anyone", "anybody", "someone", "somebody", "nobody"})
_ADDING = frozenset({"plus", "top", "add", "added", "adding", "together", "combined", "with", "include", "including", "both"})


def leans(reading: Reading) -> bool:
    """True where the wording points back: a pronoun, `the other`, `and ...`, `minus ...`, `as a share of ...`, `no, I meant ...`."""
    first = next((i for i, t in enumerate(reading.tokens) if t.is_word), 0)
    opens = any(m.start == first for m in reading.words("modifier", "follow"))
    opens |= bool(reading.tokens) and reading.tokens[first].norm in {"minus", "plus", "times"}
    opens |= any(m.start - first in _OPENING and reading.tokens[first].norm == "as" for m in reading.words("operation", "percent", "share"))
    opens |= bool(reading.tokens) and reading.tokens[first].norm in _JOINING and len(reading.tokens) <= _BRIEF and is_elliptic(reading)
    bounded = any(said.unit and not said.exact for _, said in reading.of(Range)) and reading.has("ask", "how_many")
    opens |= bounded and not reading.of(Named) and not reading.has("noun")  # `how many above 2 billion?`
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
    said = reading.has("attribute") or reading.has("topic") or asks or focus_of(reading).groups
    return not said and not reading.has(
        "operation", "sum", "list", "compare", "group", "share", "ratio", "difference", "timeline", "profile", "define", "next", "previous",
        "yearly", "monthly", "percent", "growth", "average", "median", "spread",
    )  # fmt: skip


def only_dates(reading: Reading) -> bool:
    """`how much from 2023 to 2026?`: asks of another time what was asked before, and says nothing else."""
    told = {i for m, _ in reading.of(When) for i in m.span}
    return bool(told) and reading.content <= told and reading.has("ask") and not reading.has("attribute") and not reading.has("noun")


def substituted(reading: Reading, before: Reading) -> list[str]:
    """The earlier question with what the new one names in the place of the like; none where it names nothing.

    What has no like in the earlier question is added to it.
    """
    if reading.has("modifier", "exclude") or reading.has("operation", "sum"):
        return []
    text = before.text
    changes: list[tuple[int, int, str]] = []
    added: list[str] = []
    taken: set[int] = set()
    for mention in _named(reading):
        written = _written(reading, mention)
        like = [m for m in _named(before) if _class(m) == _class(mention) and m.start not in taken]
        like = [m for m in like if m.sense != mention.sense] or like  # a name in its own place asks nothing new
        if like:
            replaced = like if _class(mention) == "pick" else like[-1:]
            taken |= {m.start for m in replaced}
            changes += [(before.tokens[m.start].start, before.tokens[m.end - 1].end, written if m is replaced[0] else "") for m in replaced]
        else:
            added.append(written)
    changes += [] if changes or added else _turned_round(reading, before)
    if not changes and not added:
        return []
    for start, end, written in sorted(changes, reverse=True):
        text = f"{text[:start]}{written}{text[end:]}"
    return [" ".join([text.rstrip(" ?.!"), *added])]


def _turned_round(reading: Reading, before: Reading) -> list[tuple[int, int, str]]:
    """`and before?` after `what came after May?`: the other word in the place of the one that related."""
    words = reading.words("relation", "before", "after")
    dated = [m for m, when in before.of(When) if when.period.relation in {"before", "after"}]
    if len(words) != 1 or len(dated) != 1 or len(words[0].span) != 1:
        return []
    token = before.tokens[dated[0].start]
    return [(token.start, token.end, reading.tokens[words[0].start].norm)]


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
    said = before.selection.named or before.selection.without
    people = bool(pronouns) and reading.norms[pronouns[0].start] in HUMAN
    told = said and not (reading.has("topic", "maker") or (people and before.is_remark))
    if not pronouns or names_it_first(reading) or told:
        return
    token = reading.tokens[pronouns[0].start]
    names = before.people if people else before.names
    if token.norm in {"they", "their", "them"}:
        asked = tuple(name for name in names if name.casefold() in before.question.casefold())
        others = tuple(name for name in names if name not in asked)
        names = (" and ".join(asked),) if len(asked) > 1 else others or names
    names = names[:1] if reading.has("topic", "maker") else names  # the product that was named
    possessive = "'s" if token.norm in {"its", "his", "their"} else ""
    for name in names[:3]:
        yield f"{reading.text[: token.start]}{name}{possessive}{reading.text[token.end :]}"


def names_it_first(reading: Reading) -> bool:
    """`and the Acme index, how did that one do?`: a name set before the question, which its pronoun takes up."""
    first = next((m for m, _ in reading.of(Named)), None) if not reading.has("modifier", "exclude") else None
    pointing = [m.start for m in reading.words("modifier", "it", "them")]
    return first is not None and bool(pointing) and reading.norms[first.end : first.end + 1] == (",",) and first.end < min(pointing)


def leaning_selections(reading: Reading, scope: Scope, before: Turn, context: Context) -> Iterator[Selection]:
    """The selections that a question may mean if it leans on the turn before, the likeliest first."""
    nouns = reading.words("noun", "contract")
    signed = reading.has("modifier", "it") and all(
        reading.tokens[m.start].norm.endswith("ed") for m in nouns
    )  # `is it signed?` says no kind
    own = scope.selection if says_kind(reading) and not (signed and nouns) else replace(scope.selection, conditions=scope.selection.named)
    own = replace(own, pick=_in_the_same_row(reading, own.pick, before))
    shown, focus = before.deals, before.focus
    if own.pick and before.selection.pick and not own.named and any(isinstance(c, Among) for c in before.selection.conditions):
        yield replace(before.selection, pick=own.pick)  # `and the least?` of the same ones
    if before.selection.without and not _INCLUDING.isdisjoint(reading.norms) and reading.has("modifier", "it", "them"):
        yield replace(before.selection, without=())  # `and with it?`
    base = [one for deal in context.knowledge.deals if (deal.id,) == shown for one in deal.extends]
    original = not _ORIGINAL.isdisjoint(reading.norms) or (reading.has("attribute") and not _FORMER.isdisjoint(reading.norms))
    if len(base) == 1 and original and not own.named:
        yield Selection((Among(frozenset(base)),))  # `and the original end date?` of what was enlarged
    yield from _widened(reading, own, before, context)
    yield from _others(reading, own, before, context)
    yield from _added(reading, own, before, context)
    yield from _pointed(reading, own, before)
    merged = _merged(reading, own, before, context)
    meant = focus if reading.has("modifier", "it") and not reading.has("modifier", "them", "both") else shown
    narrowed = Selection((Among(frozenset(meant)), *own.conditions), own.pick, own.without) if meant else None
    picks_one = len(meant) == 1 and own.pick
    repicks = bool(own.pick and before.selection.pick)
    if narrowed and not own.is_specific and reading.has("operation", "next", "previous"):
        yield replace(narrowed, conditions=(*narrowed.conditions, *before.selection.parties))  # `the one after it` of the same company
    if narrowed and not own.is_specific and reading.has("operation", "yearly", "monthly", "next", "previous"):
        yield narrowed  # a rate of anything wider, or what follows on that, is not what was asked
        return
    said_of_it = _STAGES | _LASTING if is_polar(reading) else _STAGES
    staged = len(meant) == 1 and reading.has("modifier", "it") and all(c.topic in said_of_it for c in own.named)
    dated = reading.has("ask", "when") and len(meant) == 1
    if narrowed and dated and all(c.topic == "agreed" for c in own.named):  # `and when had it been signed?` of what fell through later
        yield replace(narrowed, conditions=tuple(c for c in narrowed.conditions if c.topic != "agreed"))
        return
    if narrowed and staged and own.named:
        yield narrowed  # `has it been signed?`, `is it for three years?` asks of that one
        return
    if narrowed and not picks_one and not repicks and (staged or _narrows(reading) or not own.is_specific or (own.pick and not own.named)):
        yield narrowed
    yield from (one for one in merged if one != own or says_kind(reading))
    if narrowed and not picks_one and context.rows(narrowed):
        yield narrowed
    if reading.has("modifier", "correction") and own.named:
        yield own


def _widened(reading: Reading, own: Selection, before: Turn, context: Context) -> Iterator[Selection]:
    """`and of all five?` after fewer were shown: all that there are, where they are as many as that."""
    numbers = {number.value for _, number in reading.of(Number)}
    kinds = tuple(c for c in before.selection.conditions if c.topic == "kind") or tuple(c for c in own.conditions if c.topic == "kind")
    parties = before.selection.parties
    for wider in dict.fromkeys((Selection(parties), Selection(kinds))):
        found = [deal for deal in context.rows(wider) if Agreed().holds(deal)]
        if reading.has("modifier", "all") and not own.named and len(before.deals) < len(found) and len(found) in numbers:
            yield wider
    if reading.has("modifier", "all") and not own.named and len(before.earlier) in numbers - {len(before.deals)}:
        yield Selection((Among(frozenset(before.earlier)),))  # `all four`, of which fewer were shown since


def _pointed(reading: Reading, own: Selection, before: Turn) -> Iterator[Selection]:
    """`the second`, `both`: a place in the list shown last or before that, or what the last two answers showed."""
    shown = before.deals
    for listed in () if reading.has("modifier", "exclude") else (shown, before.earlier):
        place = _place(reading, len(listed)) if own.pick is None or own.pick.count == 1 else 0
        if place:
            yield Selection((Among(frozenset({listed[place - 1]})), *own.named))
            break
        several = own.pick is not None and own.pick.by == "announced" and len(listed) >= own.pick.count > 1
        if several and not own.named:  # `the last two` of a list, though one of it was shown since
            yield Selection((Among(frozenset(listed)),), own.pick)
            break
    totals = before.kind == "aggregate" and not set(shown) & set(before.earlier)  # `both` are the last two totals
    pair = reading.has("modifier", "both") and (len(shown) != 2 or totals)  # noqa: PLR2004 - `the two`
    if reading.has("modifier", "them", "both") and before.earlier and (len(shown) == 1 or (pair and not own.is_specific)):
        yield Selection((Among(frozenset((*shown, *before.earlier))), *own.named), own.pick)


def next_in_rank(reading: Reading, scope: Scope, before: Turn) -> Selection | None:
    """`and the next one?` after the largest: what comes next in the order in which the one before was picked."""
    pick = before.selection.pick
    stepping = [m for m in reading.words("operation", "next") if m.end >= len(reading.tokens) or reading.tokens[m.end].norm in _STEPS]
    if pick is None or pick.by == "announced" or not stepping or scope.selection.named:
        return None
    return replace(before.selection, pick=replace(pick, first=pick.first + pick.count, count=1))


def _merged(reading: Reading, own: Selection, before: Turn, context: Context) -> list[Selection]:
    """What is said now completed by all that was said before, or by whose deals those were."""
    merged = [own.over(before.selection), own.over(Selection(before.selection.parties))]
    if reading.has("modifier", "it") and not own.named:
        merged = [one for one in merged if one.named or any(isinstance(c, OfKind) and not c.is_plain for c in one.conditions)]
    alone = says_kind(reading) and any(isinstance(c, Party) for c in own.named) and bool(context.rows(own))
    return [one for one in merged if context.rows(one) or not (alone or any(isinstance(c, Among) for c in one.conditions))]


def _in_the_same_row(reading: Reading, pick: Pick | None, before: Turn) -> Pick | None:
    """`and the third?` after `the second largest` counts in the same order."""
    earlier, powered = before.selection.pick, getattr(before.query, "groups", ()) == (("power",),)
    ordered = reading.has("operation", "largest", "smallest", "latest", "earliest", "longest", "shortest")
    full = bool(reading.of(Named)) and reading.has("noun", "contract")  # `the third Acme order` counts by itself
    plain = pick is not None and bool(reading.of(Ordinal)) and not (ordered or full)
    sized = reading.has("operation", "largest", "smallest") and not reading.has("attribute", "value", "power", "ends", "term")
    if pick and sized and pick.by == "value" and (powered or (earlier and earlier.by in {"power", "ends"})):
        return replace(pick, by="power" if powered or earlier is None else earlier.by)  # `which has the most?` after megawatts
    return replace(pick, by=earlier.by, descending=earlier.descending) if pick and earlier and plain else pick


def _narrows(reading: Reading) -> bool:
    """`only those above 10`, `drop the small ones`: what is said filters the list before."""
    return reading.has("modifier", "only", "exclude", "them")


def _others(reading: Reading, own: Selection, before: Turn, context: Context) -> Iterator[Selection]:
    """`the other`, `the rest`: what the turns before spoke of and the last one did not show."""
    if not reading.has("modifier", "other"):
        return
    shown = frozenset(before.focus)
    if before.is_remark:
        yield Selection((Among(shown), *own.named), own.pick)
        return
    for spoken in (frozenset(before.deals), frozenset(before.earlier)):
        if shown < spoken:
            yield Selection((Among(spoken - shown), *own.named), own.pick)
    if not shown:
        return
    but = (Selection((Among(shown),)),)
    others = [i for i, token in enumerate(reading.tokens) if token.norm == "else" and i and reading.tokens[i - 1].norm in _WHO]
    if others and before.selection.parties:
        yield Selection(own.named, own.pick, (Selection(tuple(c for c in before.selection.parties if c.topic != "kind")),))
    kinds = frozenset(deal.kind for deal in context.knowledge.deals if deal.id in shown)
    alike = OfKind(kinds, " or ".join(sorted(kinds)))
    parties = tuple(c for c in before.selection.parties if c.topic != "kind")
    for kept in (parties, ()):
        yield Selection((alike, *kept, *own.named), own.pick, but)


def _added(reading: Reading, own: Selection, before: Turn, context: Context) -> Iterator[Selection]:
    """`plus the May one`, `sum both`: what was shown together with what is named now, or with what was shown before that."""
    shown = frozenset(before.deals)
    apart = reading.has("operation", "difference", "ratio", "later") and not own.is_specific
    if apart and len(shown) == 1 and len(before.earlier) > 1:
        yield Selection((Among(frozenset((*shown, *before.earlier))),))
    if not shown or not reading.has("operation", "sum", "average"):
        return
    counted = before.kind == "count" and reading.has("ask", "how_many") and not own.is_specific
    if counted and before.earlier and not shown & set(before.earlier):  # `so how many in all?` after two counts
        yield Selection((Among(frozenset((*shown, *before.earlier))),))
    totals = before.kind == "aggregate" and not shown & set(before.earlier)
    pointed = [m for m in reading.words("modifier", "it", "both") if reading.norms[m.start] != "that"]  # `so that makes how much?`
    if len(before.row) > 2 and not own.is_specific and not pointed:  # noqa: PLR2004 - more than a pair
        yield Selection((Among(frozenset(before.row)),))
    if (len(shown) == 1 or totals) and before.earlier and not own.is_specific and not reading.has("modifier", "them", "it"):
        yield Selection((Among(frozenset((*shown, *before.earlier))),))
    norms = [token.norm for token in reading.tokens]
    beside = zip(["", *norms[:-1]], norms, [*norms[1:], ""], strict=True)
    adding = any(one in _ADDING and after != "up" and before_it not in POINTING for before_it, one, after in beside)  # not `did it add`
    if own.is_specific and adding and not reading.has("modifier", "them", "exclude"):
        silent = {"kind"} if any(isinstance(c, Party) for c in own.conditions) else {"kind", "party"}
        kept = tuple(c for c in before.selection.conditions if c.topic.split()[0] in silent)
        added = context.rows(Selection((*kept, *own.conditions), own.pick))
        yield Selection((Among(shown | {deal.id for deal in added}),))


def placing(reading: Reading) -> frozenset[int]:
    """The words by which `the middle one` points into a list; a median of values is none."""
    middle = [m for m in reading.words("operation", "median") if reading.tokens[m.start].norm in {"middle", "the"} or len(m.span) > 1]
    return frozenset(i for m in middle for i in m.span if not reading.has("attribute", "value"))


def _place(reading: Reading, shown: int) -> int:
    """The place in the list shown before that `the second`, `the middle one` or `the last one` means; 0 for none."""
    if shown < 2 or reading.has("operation", "largest", "smallest", "longest", "shortest"):  # noqa: PLR2004 - a list
        return 0
    places = [ordinal for _, ordinal in reading.of(Ordinal) if not ordinal.ranked]
    if places:
        place = places[0].place
        place = shown + 1 - place if places[0].from_end else place
        return place if 0 < place <= shown else 0
    if shown % 2 and any(reading.tokens[m.start].norm == "middle" for m in reading.words("operation", "median")):
        return (shown + 1) // 2
    norms = {reading.tokens[i].norm for i in reading.inside}
    if "former" in norms:
        return 1
    latest = any(
        reading.tokens[m.start].norm == "last" and reading.tokens[m.start - 1].norm == "the" for m in reading.words("operation", "latest")
    )
    return shown if latest or "latter" in norms else 0
