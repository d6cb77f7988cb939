"""What questions, records and sentences are about, in terms that can be compared.

A token's terms are its stem, the families of words it belongs to (`#rise`), the names it is part of (`@id`) and the
amount or year that it states, so that `$14.2 billion` and `14.2bn` are one term.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from msgspec import Struct

from dealdesk.domain.quantity import Range
from dealdesk.language.function_word import SPELLS
from dealdesk.language.lexicon import CARRIER, Word
from dealdesk.language.mention import Named, When
from dealdesk.language.token import plain_text
from dealdesk.query.attribute import BY_NAME

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dealdesk.domain.record import Deal, Fact, Figure
    from dealdesk.language.mention import Mention
    from dealdesk.language.reader import Reader
    from dealdesk.language.token import Token

FAMILIES = ("topic", "context", "stage")
DEFINITION = "#define"
ASKED = "?"  # opens the term of what no deal has a column for: `coupon` and `interest rate` are one
LEADER, STOCK, _PRIOR = Word("topic", "boss"), Word("topic", "stock"), Word("context", "prior")
OFFICERS = frozenset(
    Word("attribute", name) for name in ("officer", "finance_officer", "operating_officer", "technology_officer", "chair", "spokesperson")
)
_FALL, _LOSING, LOSS = Word("topic", "fall"), frozenset({"lose", "loses", "lost", "losing"}), "?profit"  # where no share falls
_FRACTION = "share of"
_SPELLS = SPELLS | {"years", "night"}
OFFICES = frozenset(f"{ASKED}{office.name}" for office in OFFICERS)
_MONTH = 31  # days
_EXCEPTED = re.compile(r",?\s*\b(?:(?:but |and )?not|except|rather than|instead of)\b[^,;.]*")


def token_terms(tokens: Sequence[Token], mentions: Sequence[Mention]) -> tuple[frozenset[str], ...]:
    """The terms of each token."""
    terms: list[set[str]] = [{token.stem} if token.is_word or token.is_number else set() for token in tokens]
    officers = {i for m in mentions if m.sense in OFFICERS for i in m.span}
    shares = any(m.sense == STOCK for m in mentions)
    for mention in mentions:
        if mention.sense == LEADER and mention.end - 1 in officers:
            continue  # `the chief` of a finance chief leads no company
        if mention.sense == STOCK and _is_fraction(tokens, mention):
            terms[mention.start] = {_FRACTION}
            continue
        losing = mention.sense == _FALL and not shares
        for index in _telling(tokens, mention):
            terms[index] |= _terms_of(mention)
            if losing and tokens[index].norm in _LOSING:
                terms[index].add(LOSS)
            if mention.sense == STOCK and tokens[index].norm == "shares":
                terms[index].discard(tokens[index].stem)  # which are no share of anything
    return tuple(frozenset(found) for found in terms)


def _telling(tokens: Sequence[Token], mention: Mention) -> list[int]:
    """The tokens of a mention but those that only say when, which are no part of what is asked: `last year` of `sales last year`."""
    sense = mention.sense
    if isinstance(sense, Word) and sense.category == "attribute":
        return [i for i in mention.span if tokens[i].norm not in {"last", "this", *_SPELLS}]
    dates = sense == _PRIOR and tokens[mention.start].norm == "last" and {t.norm for t in tokens[mention.end : mention.end + 1]} & _SPELLS
    return [] if dates else list(mention.span)


def _is_fraction(tokens: Sequence[Token], mention: Mention) -> bool:
    """`a share of the orders`: no share of a company."""
    return (
        tokens[mention.start].norm == "share"
        and len(mention.span) == 1
        and [t.norm for t in tokens[mention.end : mention.end + 1]] == ["of"]
    )


def _terms_of(mention: Mention) -> set[str]:
    sense = mention.sense
    if isinstance(sense, Named):
        return {f"@{one}" for one in sense.ids}
    if isinstance(sense, Word) and sense.category in FAMILIES:
        return {f"#{sense.name}"}
    if isinstance(sense, Word) and sense.category == "attribute" and sense.name not in BY_NAME:
        return {f"{ASKED}{sense.name}"}
    if isinstance(sense, Range) and sense.low is not None and sense.unit:
        return {f"{sense.low.normalize():f} {sense.unit}"}
    if isinstance(sense, When) and sense.period.months:
        return {f"month {month}" for month in sense.period.months}
    if isinstance(sense, When) and sense.period.start and sense.period.end:
        within = (sense.period.end - sense.period.start).days <= _MONTH
        return {
            *({f"month {sense.period.start.month}"} if within else ()),
            str(sense.period.start.year),
            str(sense.period.end.year - (sense.period.end.month == 1)),
        }
    return set()


class Profile(Struct, frozen=True):
    """The terms of one record or sentence.

    Attributes:
        key: what makes a question one about it: its relation or metric.
        asked: the words by which its corpus says that people ask for it.
        words: these, and all others of its statement.
        names: the names it is about.
        text: everything its source says, the names in it included.
        amounts: the amounts that its statement and its quotes state.
        is_valued: its statement itself states an amount.
        said: the words of its statement and its quotes, one after the other.
        phrases: the words of each object and subject that is no name but a phrase: `the Bell Ringer`.
        telling: the terms of `key`, `asked` and `names`, one of which a question about it holds, or else words or an amount of it.
        every: all of these terms.
    """

    key: frozenset[str]
    asked: frozenset[str]
    words: frozenset[str]
    names: frozenset[str]
    text: frozenset[str]
    amounts: tuple[Range, ...]
    is_valued: bool
    said: str
    phrases: tuple[tuple[str, ...], ...]
    telling: frozenset[str]
    every: frozenset[str]


class Terms(Struct, frozen=True):
    """The profiles of all figures, facts and sentences, how many of them hold each term, and the terms of each deal's own words.

    Attributes:
        keys: every term that makes a question one about some record.
    """

    records: Mapping[str, Profile]
    sentences: Mapping[tuple[str, int], frozenset[str]]
    frequency: Mapping[str, int]
    deals: Mapping[str, frozenset[str]]
    keys: frozenset[str]

    def rarity(self, terms: frozenset[str]) -> float:
        """How telling the rarest of `terms` is, from 0.3 for what half of the records hold to 1 for what one does."""
        count = min((self.frequency.get(term, 1) for term in terms), default=1)
        return max(0.3, 1 - math.log(count) / math.log(len(self.records) + 2))


def terms_of_text(reader: Reader, text: str, *, content: bool = False) -> frozenset[str]:
    """Every term of `text`; without those of carriers where `content`."""
    tokens = reader.lexicon.tokens(text)
    mentions = reader.mentions(tokens)
    terms = token_terms(tokens, mentions)
    soft: set[int] = set()
    if content:
        soft = {
            i
            for m in mentions
            if m.sense == Word(CARRIER, "function")
            for i in m.span
            if not any(o.sense.category in FAMILIES and i in o.span for o in mentions if isinstance(o.sense, Word))
        }
    return frozenset(term for i, found in enumerate(terms) if i not in soft for term in found)


def profile_of(reader: Reader, record: Figure | Fact, sources: Sequence[frozenset[str]]) -> Profile:
    """The profile of a record whose cited sentences have the terms `sources`."""
    subject = " ".join(one for one in record.subject)
    objects = " ".join(record.object)
    names = frozenset(f"@{one}" for one in (*record.subject, *record.object, record.by or ""))
    extra = " ; ".join((*record.words, record.by or "", record.where or "", record.period or ""))
    change = {"up": "rise", "down": "fall"}.get(record.change or "", "")
    moves = frozenset({"#rise", "#fall", "#move"}) if change else frozenset()
    ahead = frozenset({"#forecast"} if getattr(record, "status", "") == "forecast" else ())
    defining = _defining(reader, record.relation)
    made = frozenset({"#maker"} if defining and objects else ())
    key = terms_of_text(reader, record.relation, content=True) | moves | ahead | defining | made
    asked = terms_of_text(reader, " ; ".join(record.words), content=True)
    words = terms_of_text(reader, f"{extra} ; {subject} ; {objects} ; {change} ; {record.statement}")
    text = frozenset(term for source in sources for term in source if term[0] != ASKED)
    stated = reader.lexicon.tokens(record.statement)
    quotes = " ; ".join(item.quote for item in record.evidence)
    quoted = reader.lexicon.tokens(quotes)
    own = amounts_of(reader, reader.in_percent(record.statement))
    return Profile(
        key,
        asked,
        words,
        names,
        text,
        (*own, *amounts_of(reader, quotes)),
        bool(own),
        f" {' '.join(token.norm for token in (*stated, *quoted) if token.is_word or token.is_number)} ",
        tuple(said for said in (_phrase(reader, one) for one in (*record.object, *record.subject)) if said),
        key | asked | names,
        key | asked | words | names | text,
    )


def _phrase(reader: Reader, said: str) -> tuple[str, ...]:
    """The words of what is no name, as a question is read; nothing for a single one, such as the id of a name."""
    return tuple(t.norm for t in reader.lexicon.tokens(plain_text(said)) if t.is_word or t.is_number) if len(said.split()) > 1 else ()


def terms_of_deal(reader: Reader, deal: Deal) -> frozenset[str]:
    """The terms of a deal's words: what it is called, where it is served from, what it is for and what it uses; not what it is not for."""
    work = _EXCEPTED.sub("", deal.workload or "")
    words = (deal.label, deal.location, deal.sites, work, deal.purpose, deal.hardware_scope, deal.option, deal.payment, deal.kind)
    hardware = frozenset(f"@{one}" for one in deal.hardware)
    return terms_of_text(reader, " ; ".join(one for one in words if one)) | hardware


def _defining(reader: Reader, relation: str) -> frozenset[str]:
    """The term of definitions, for a relation that is nothing but a word for one."""
    tokens = reader.lexicon.tokens(relation)
    whole = [m for m in reader.mentions(tokens) if m.end - m.start == len(tokens) and isinstance(m.sense, Word)]
    return frozenset({DEFINITION} if any(m.sense == Word("operation", "define") for m in whole) else ())


def amounts_of(reader: Reader, text: str) -> tuple[Range, ...]:
    """The amounts with a unit that `text` states."""
    tokens = reader.lexicon.tokens(text)
    return tuple(m.sense for m in reader.amounts.mentions(tokens) if isinstance(m.sense, Range) and m.sense.unit)
