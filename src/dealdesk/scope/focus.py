"""The focus of a question: which of the attributes that it mentions are asked for, and which only describe what is meant.

`What is the value of the deal that runs to 2031?` asks for a value; `which agreement was meant to stop in 2031?` asks for a deal.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from dealdesk.language.function_word import AUXILIARIES, SPELLS
from dealdesk.language.lexicon import CARRIER, DEAL_NOUNS, FINANCING_NOUNS
from dealdesk.language.mention import Named, spanned
from dealdesk.language.polarity import is_polar
from dealdesk.query.attribute import BY_NAME
from dealdesk.scope.asked import is_question
from dealdesk.scope.heading import headings
from dealdesk.scope.pick import closes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dealdesk.language.mention import Mention
    from dealdesk.language.reading import Reading

ASKS = {
    "how_much": ("value",), "how_long": ("term", "ends"), "until_when": ("ends",), "when": ("announced",),
    "who": ("parties",), "where": ("location",),
}  # fmt: skip
_TIMES = frozenset({"ends", "starts", "term", "announced"})
_WH = frozenset({"what", "which", "whose"})
_RUNNING = frozenset({"run", "runs", "expire", "expires"})
_STATING = frozenset({"state", "states", "specify", "specifies", "disclose", "discloses", "mention", "mentions"})
_RELATIVE = frozenset({"that", "which", "who", "whose", "where"})
_JOINS = frozenset({"and", ",", "&", "plus", "/", "+", "or"})
_ALLOWING = frozenset({"can", "could", "may", "might", "allowed", "entitled", "free"})
_MEASURED = frozenset({"power"})
_NEAR = 3
_COMMANDS = frozenset({"list", "show", "name", "give", "find"})
_CLAUSE = 5  # tokens from `when was` to its verb
_ROLES = frozenset({"lenders", "borrower", "issuer"})
_PAYING = frozenset({"pay", "pays", "paid", "paying"})
_USED = frozenset({"used", "spent", "meant", "intended", "earmarked", "needed"})
_MONEY = frozenset({"money", "cash", "proceeds", "funds"})
_SPENT = frozenset({"go", "going", "goes", "went", "spent"})
_ARTICLES = frozenset({"the", "its", "their", "his", "her", "a", "any", "that", "this"})
_PARTICLES = frozenset({"stand", "up", "in", "sign", "signed", "go", "went"})  # `sign up for`, `be in for`: no purpose
_EXERCISING = frozenset({"use", "used", "using", "exercise", "exercised", "exercising", "execute", "executed", "draw", "drawn"})
_OVER = frozenset({"over", "up", "done", "finished"})


Groups = tuple[tuple[str, ...], ...]


class Focus(Struct, frozen=True):
    """What is asked for.

    Attributes:
        groups: attributes asked for, in the order of the text; those of one group are alternatives.
        used: the tokens that ask for them.
        describing: attributes of the table that are mentioned and not asked for.
        of_deals: the question asks which deals, so that what it mentions describes them.
        running: the verb of those deals, which asks for nothing.
    """

    groups: tuple[tuple[str, ...], ...]
    used: frozenset[int]
    describing: tuple[Mention, ...]
    of_deals: bool
    running: frozenset[int]


@lru_cache(maxsize=64)
def focus_of(reading: Reading) -> Focus:
    """The focus of `reading`. A verb such as `signed` asks for a date only where nothing else is asked."""
    telling = spanned(reading.words("modifier", "reporting"))
    attributes = [m for m in reading.words("attribute") if not reading.frame & set(m.span) or telling & set(m.span)]
    attributes = [m for m in attributes if not (_has_object(reading, m) or _is_noun(reading, m))]
    attributes = [m for m in attributes if not _of_another_time(reading, m, attributes)]
    role = _which_party(reading)
    norms = {reading.tokens[i].norm for i in reading.inside}
    fragment = not norms & AUXILIARIES
    asks = [m for m in reading.words("ask", *ASKS) if not _joins_clauses(reading, m) and (fragment or is_question(reading, m))]
    regions = frozenset(i for start in _openers(reading, asks) for i in _region(reading, start))
    asks = [m for m in asks if not any(set(m.span) < set(a.span) for a in attributes)]
    roles = _roles_asked(reading, attributes)
    naming = spanned(m for m in asks if roles and m.name == "who")
    asks = [m for m in asks if not naming & set(m.span)]
    listed = _counts_deals(reading) or _lists_deals(reading)
    whole = not listed and (fragment or (not asks and not norms & _WH))
    running = spanned(m for m in attributes if _runs(reading, m))
    attributes = [m for m in attributes if not running & set(m.span)]
    chosen = [m for m in attributes if m in roles or whole or is_polar(reading) or _is_asked(reading, m, asks, regions)]
    for mention in (*attributes, *reversed(attributes)):  # `size, duration, and on whose word`: each beside the next
        if mention not in chosen and _is_joined(reading, mention, [*asks, *chosen], regions):
            chosen.append(mention)
    groups, used = _groups(reading, asks, [*chosen, *headings(reading)])
    used |= naming
    purpose, over = _what_for(reading), _when_over(reading)
    if purpose and set(groups) <= {("value",), ("location",), ("announced",), ("hardware",)}:
        groups, used = (("purpose",),), used | purpose
    elif purpose and groups and ("purpose",) not in groups:  # `size, term and what it is for`
        groups, used = (*groups, ("purpose", "workload")), used | purpose
    if over and set(groups) <= {("announced",)}:
        groups, used = (("ends",),), used | over
    elif over and ("ends",) not in groups:  # `how big, when signed, when over?`
        groups, used = (*groups, ("ends",)), used | over
    groups, used = _meant(reading, attributes, groups, used)
    prolonging = [m for m in attributes if m.name == "option" and (len(m.span) > 1 or _is_allowed(reading, m))]
    by_how_much = any(reading.tokens[m.start].norm == "by" for m in reading.words("operation", "difference"))
    by_how_much |= any(reading.tokens[m.end - 1].norm == "far" for m in asks)  # `how far can it be stretched?`
    if prolonging and groups == (("announced",),) and not _ALLOWING.isdisjoint(norms):
        groups, used = (("option",),), used | spanned(prolonging)  # `when can it be extended to?`
    if prolonging and (set(groups) <= {("term", "ends"), ("term",), ("ends",)} or (by_how_much and set(groups) <= {("value",)})):
        groups, used = (("option",),), used | spanned(prolonging)
    borrowing = reading.words("noun", "notes", "loan", "financing", "convertible", "senior")
    if borrowing and not groups and reading.has("ask", "why"):  # `why did Acme borrow?`: what the money is for
        groups, used = (("purpose",),), used | spanned((*reading.words("ask", "why"), *borrowing))
    if role and not groups:
        groups, used = (("parties",),), used | role
    describing = tuple(m for m in attributes if m not in chosen and m.name in BY_NAME)
    return Focus(groups, used | running | spanned(describing), describing, _asks_for_deals(reading), running)


def _meant(reading: Reading, attributes: Sequence[Mention], groups: Groups, used: frozenset[int]) -> tuple[Groups, frozenset[int]]:
    """What a single attribute stands for beside other words: a way of paying, what came of an option, megawatts."""
    if groups == (("value",),) and reading.has("ask", "how") and {reading.tokens[i].norm for i in used} & _PAYING:
        return (("payment",),), used | spanned(reading.words("ask", "how"))  # `how does Acme pay?`
    if groups == (("option",),) and not _EXERCISING.isdisjoint(reading.norms):
        return (("composition",), ("option",)), used  # `has Acme used its option?`
    measured = [m for m in attributes if m.name == "power" and m.start and reading.norms[m.start - 1] == "in"]
    if groups == (("value",),) and measured:
        return (("power",),), used | spanned(measured)  # `how much did it order in megawatts?`
    return groups, used


def _of_another_time(reading: Reading, mention: Mention, attributes: list[Mention]) -> bool:
    """`when was it meant to end?`: `when was` asks for the time of the verb that follows, and not for an announcement."""
    asks = mention.name == "announced" and reading.tokens[mention.start].norm == "when"
    return asks and any(m.name in {"ends", "starts"} and 0 < m.start - mention.end <= _CLAUSE for m in attributes)


def _runs(reading: Reading, mention: Mention) -> bool:
    """`which contracts run beyond 2031?`: the verb of the deals that are asked for, which asks for no length."""
    plural = {m.end for m in reading.words("noun", *DEAL_NOUNS) if reading.tokens[m.end - 1].norm.endswith("s")}
    verb = len(mention.span) == 1 and reading.tokens[mention.start].norm in _RUNNING
    return verb and mention.start in plural and _asks_for_deals(reading)


def _roles_asked(reading: Reading, attributes: list[Mention]) -> list[Mention]:
    """`who are the lenders?`: a role right after `who`, which is what is asked for."""
    ends = [m.end for m in reading.words("ask", "who") if m.start <= 1]
    between = {token.norm for end in ends for token in reading.tokens[end : end + 2]}
    near = [m for m in attributes if m.name in _ROLES and any(0 < m.start - end <= 2 for end in ends)]  # noqa: PLR2004 - `are the`
    return near if between & AUXILIARIES else []


def _is_allowed(reading: Reading, mention: Mention) -> bool:
    """`could be stretched`: a verb that prolongs, after one that allows it."""
    prolongs = mention.start in spanned(reading.words("relation", "prolonging"))
    return prolongs and not _ALLOWING.isdisjoint(reading.norms[: mention.start])


def _which_party(reading: Reading) -> frozenset[int]:
    """`which property firm ...`: a name that describes a party asked for, where no noun for a deal follows it."""
    nouns = {m.start for m in reading.words("noun")} | {m.start for m in reading.words("attribute")}
    for mention, _ in reading.of(Named):
        which = mention.start - 1
        if which >= 0 and reading.tokens[which].norm in {"which", "what"} and mention.end not in nouns:
            return frozenset({which})
    return frozenset()


def _has_object(reading: Reading, mention: Mention) -> bool:
    """`running Acme chips`: a verb that is done to what it names, and is no length of time."""
    deals = {m.start for m in reading.words("noun", *DEAL_NOUNS)}
    named = {m.start for m, _ in reading.of(Named) if m.end not in deals}
    return (
        mention.name == "term" and len(mention.span) == 1 and mention.end in named and reading.tokens[mention.start].norm.startswith("run")
    )


def _is_noun(reading: Reading, mention: Mention) -> bool:
    """`the last order`, `which came last?`, `what funding was sought?`: a place in a row and no length, a loan and no purpose."""
    before = reading.tokens[mention.start - 1].norm if mention.start else ""
    if mention.name == "starts":
        return reading.tokens[mention.start].norm == "opening" and len(mention.span) == 1  # `the opening order`
    if mention.name == "term":
        last = reading.tokens[mention.start].norm == "last" and len(mention.span) == 1
        named = mention.start == 0 and any(m.start == mention.end for m, _ in reading.of(Named))  # `last Acme order`
        spell = not SPELLS.isdisjoint(reading.norms[mention.end : mention.end + 1])
        return last and (before in _ARTICLES or named or spell or closes(reading, mention))
    if mention.name == "collateral":  # `what has Acme pledged?`, where nothing is lent
        return any(m.span == mention.span for m in reading.words("noun", "contract_verb")) and not reading.has("noun", *FINANCING_NOUNS)
    financed = any(m.span == mention.span for m in reading.words("noun", "financing"))
    return mention.name == "purpose" and financed and before in _ARTICLES | _WH


def _openers(reading: Reading, asks: list[Mention]) -> Iterator[int]:
    """Where `what`, `which` or `whose` begins to ask."""
    asking = spanned(asks)
    for index in sorted(reading.inside):
        if reading.tokens[index].norm in _WH and index not in asking and not _is_relative(reading, index):
            yield index


def _is_relative(reading: Reading, index: int) -> bool:
    """`the deal which ...`: a clause on the noun before it."""
    if reading.tokens[index].norm == "what" or index == 0:
        return False
    return any(m.end == index for m in reading.words("noun", *DEAL_NOUNS))


def _region(reading: Reading, start: int) -> Iterator[int]:
    """The tokens from `what` on that say what is asked for: up to the verb after `which deal`, or to a relative clause."""
    yield start
    told = False
    helped = reading.tokens[start + 1].norm in AUXILIARIES if start + 1 < len(reading.tokens) else False
    for index in range(start + 1, len(reading.tokens)):
        norm = reading.tokens[index].norm
        if norm in {";", ":", "?"} or (told and norm in AUXILIARIES | _STATING and not helped) or (told and norm in _RELATIVE):
            return
        told = told or (index in reading.content and norm not in AUXILIARIES) or any(index in m.span for m in reading.words("noun"))
        yield index


def _is_asked(reading: Reading, mention: Mention, asks: list[Mention], regions: frozenset[int]) -> bool:
    if regions.issuperset(mention.span) or any(reading.tokens[i].norm in _WH for i in mention.span):
        return True
    if any(
        0 <= mention.start - ask.end <= 1 and ask.name in {"how_much", "how_many"} for ask in (*asks, *reading.words("ask", "how_many"))
    ):
        return True
    if any(set(ask.span) & set(mention.span) for ask in asks) or mention.name == "location":
        return True
    timing = {"when", "how_long", "until_when"} & {ask.name for ask in asks}
    return bool(timing) and mention.name in _TIMES


def _is_joined(reading: Reading, mention: Mention, asked: list[Mention], regions: frozenset[int]) -> bool:
    """`how much, and its end date`, `its value and how long it runs`: one of a list of things of which another is asked for."""
    carriers = spanned(reading.words(CARRIER))
    at = mention.start - 1
    while at >= 0 and at in carriers and reading.tokens[at].norm not in _JOINS and mention.start - at <= _NEAR:
        at -= 1
    if at >= 0 and reading.tokens[at].norm in _JOINS and any(other.end <= at + 1 for other in asked):
        return True
    if mention.end >= len(reading.tokens) or reading.tokens[mention.end].norm not in _JOINS:
        return False
    after = set(range(mention.end, mention.end + _NEAR + 1))
    return bool(after & regions) or any(other.start in after for other in asked)


def _what_for(reading: Reading) -> frozenset[int]:
    """The words that ask for a purpose from both ends of a question: `what is the money for`, `for what ... used`, `where ... go`."""
    words = [i for i in sorted(reading.inside) if reading.tokens[i].is_word]
    if len(words) < _NEAR:
        return frozenset()
    first, last = (reading.tokens[i].norm for i in (words[0], words[-1]))
    starts = [i for i in words if reading.tokens[i].norm == "what"]
    if starts and last == "for" and reading.tokens[words[-2]].norm not in _PARTICLES:
        return frozenset({starts[0], words[-1]})
    if first == "what" and last == "on" and reading.has("context", "spend"):  # `what did Acme spend it on?`
        return frozenset({words[0], words[-1], *spanned(reading.words("context", "spend"))})
    if first == "for" and words[1] in starts[:1] and reading.has("noun", *FINANCING_NOUNS) and not reading.has("ask", "how_much"):
        return frozenset(words[:2])  # `for what did it want to borrow?`
    if first == "for" and words[1] in starts[:1] and last in _USED:
        return frozenset({*words[:2], words[-1]})
    if first == "for" and words[1] in starts[:1] and reading.tokens[words[2]].norm in _SPENT:  # `for what goes the money?`
        return frozenset(words[:3])
    money = [i for i in words if reading.tokens[i].norm in _MONEY | {"use", "used"}]
    if first == "for" and words[1] in starts[:1] and not _MONEY.isdisjoint(reading.tokens[i].norm for i in money):
        return frozenset({*words[:2], *money})  # `for what is the money of the bond?`
    machines = reading.has("attribute", "hardware", "gpu_count", "power") or reading.has("context", "compute")  # these go to a place
    return frozenset({words[0], words[-1]} if first == "where" and last in _SPENT and not machines else ())


def _when_over(reading: Reading) -> frozenset[int]:
    """`when is it over?`: the words that ask for an end from both ends of a question."""
    words = [i for i in sorted(reading.inside) if reading.tokens[i].is_word]
    whens = [i for m in reading.words("ask", "when") for i in m.span]
    ending = words[-1:] + [i for i in words[-2:-1] if reading.norms[i] == "over"]  # `over, roughly?`
    over = [i for i in ending if reading.norms[i] in _OVER]
    return frozenset({whens[-1], over[0]}) if whens and over else frozenset()


def _asks_for_deals(reading: Reading) -> bool:
    """True for `which order ...`, `for which of these agreements ...`, `how many contracts ...`."""
    if _counts_deals(reading) or _lists_deals(reading):
        return True
    for mention in reading.words("noun", *DEAL_NOUNS):
        before = range(max(0, mention.start - _NEAR), mention.start)
        if any(reading.tokens[i].norm in {"which", "what"} and i in reading.inside for i in before):
            return not any(set(before) & set(ask.span) and reading.tokens[ask.start].norm != "which" for ask in reading.words("ask"))
    return False


def _lists_deals(reading: Reading) -> bool:
    """`list the contracts without an end`: what is said after the noun describes those that are wanted."""
    first = reading.tokens[0].norm if reading.tokens else ""
    plural = [m for m in reading.words("noun", *DEAL_NOUNS) if m.start <= _NEAR and reading.tokens[m.end - 1].norm.endswith("s")]
    opens = any(m.start == 0 and reading.norms[m.end : m.end + 1] in (("with",), ("without",)) for m in plural)
    return (first in _COMMANDS and bool(plural)) or opens  # `deals with no end date`


def _counts_deals(reading: Reading) -> bool:
    """`how many contracts ...`: what else is said describes those that are counted."""
    asks = reading.words("ask", "how_many")
    nouns = {m.start for m in reading.words("noun", *DEAL_NOUNS)} if asks else set()
    light = spanned(reading.words(CARRIER)) if nouns else frozenset()  # `how many big orders`
    return any(m.end in nouns or (m.end in light and m.end + 1 in nouns) for m in asks)


def asks_for_company(reading: Reading) -> bool:
    """True for `which cloud giant ...`: a company that is no deal."""
    for mention in reading.words("noun", "company"):
        before = [t.norm for t in reading.tokens[max(0, mention.start - _NEAR) : mention.start]]
        if {"which", "what"} & set(before) and not any(
            m.start < mention.start for m in reading.words("noun", *DEAL_NOUNS) if mention.start - m.end < _NEAR
        ):
            return True
    return False


def _joins_clauses(reading: Reading, mention: Mention) -> bool:
    """`when they ...` inside a sentence joins clauses and asks nothing."""
    after = reading.tokens[mention.end : mention.end + 1]
    return (
        mention.name in {"when", "where", "who"}
        and mention.start > 0
        and bool(after)
        and after[0].norm in {"they", "it", "he", "she", "we", "i", "you"}
    )


def _groups(reading: Reading, asks: list[Mention], chosen: list[Mention]) -> tuple[tuple[tuple[str, ...], ...], frozenset[int]]:
    verbs = spanned(reading.words("noun", "contract_verb"))
    asked: dict[tuple[int, int], list[str]] = {}
    weak: dict[tuple[int, int], list[str]] = {}
    for mention in asks:
        measured = [m for m in chosen if mention.name == "how_much" and 0 <= m.start - mention.end <= 1 and m.name in _MEASURED]
        asked.setdefault((mention.start, mention.end), []).extend([m.name for m in measured] or ASKS[mention.name])
    for mention in chosen:
        pays = mention.name == "value" and not is_polar(reading)  # `what did Acme pay?`
        into = weak if set(mention.span) & verbs and not pays else asked
        into.setdefault((mention.start, mention.end), []).append(mention.name)
    groups = asked or weak
    if any(m.name == "when" for m in asks) and any({"ends", "starts"} & set(names) for names in (*asked.values(), *weak.values())):
        timed = {span: [n for n in names if n != "announced"] for span, names in {**asked, **weak}.items()}
        groups = {span: names for span, names in timed.items() if names}
    if any({"starts", "ends"} & set(names) for names in groups.values()):
        groups = {span: names for span, names in groups.items() if names != ["day"]}
    counted = [start for (start, _), names in (*asked.items(), *weak.items()) if "hardware" not in names]  # chips are counted, not named
    measured = [m for m in reading.words("ask", "how_many") if any(0 <= start - m.end <= 1 for start in counted)]
    if any("location" in names for names in groups.values()):
        groups = {span: names for span, names in groups.items() if names != ["sites"]}
    used = frozenset(i for start, end in (*asked, *weak, *((m.start, m.end) for m in measured)) for i in range(start, end))
    return tuple(dict.fromkeys(tuple(dict.fromkeys(names)) for _, names in sorted(groups.items()))), used
