"""What the corpus states: names, deals, figures and facts, each claim with its evidence."""

from __future__ import annotations

from functools import cached_property
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from dealdesk.domain.period import Date
from dealdesk.domain.quantity import Quantity

DealKind = Literal["compute contract", "notes", "loan", "purchase", "lease", "equity", "backstop", "other"]
Status = Literal["signed", "expanded", "in talks", "planned", "sought", "option", "cancelled"]
NameKind = Literal["company", "person", "product", "group", "term", "place", "event", "index"]
ROLES = ("provider", "customer", "issuer", "borrower", "lenders", "investor", "guarantor")


def _one_or_many(raw: Any) -> Any:  # noqa: ANN401 - whatever a file holds
    """A single text as a list of one, so that files may leave out the brackets."""
    return (raw,) if isinstance(raw, str) else raw


class Model(BaseModel):
    """A frozen record that refuses fields it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Evidence(Model):
    """Verbatim words of an article, and the fields of the record that they prove."""

    article: str
    quote: str = Field(min_length=1)
    field: tuple[str, ...] = ()

    _many = field_validator("field", mode="before")(_one_or_many)


class Record(Model):
    """A claim: an id, what it says in words where templates would be stiff, and its evidence."""

    id: str
    evidence: tuple[Evidence, ...] = Field(min_length=1)


class Name(Model):
    """A company, person, product or other thing, and all that it is called.

    Attributes:
        id: how other records refer to it.
        of: the name that stands in for it as a party (a person's or product's company).
        members: ids of what a group consists of.
    """

    id: str
    name: str
    kind: NameKind
    aliases: tuple[str, ...] = ()
    tickers: tuple[str, ...] = ()
    of: str | None = None
    members: tuple[str, ...] = ()

    @property
    def spellings(self) -> tuple[str, ...]:
        """Everything that a question may call it, the canonical name first."""
        return (self.name, *self.aliases, *self.tickers)


class Term(Model):
    """How long a contract runs."""

    years: int | None = None
    months: int | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Term:
        if self.years is None and self.months is None:
            message = "a term needs years or months"
            raise ValueError(message)
        return self

    @property
    def in_months(self) -> int:
        """The whole term in months."""
        return 12 * (self.years or 0) + (self.months or 0)


class Deal(Record):
    """One deal of the table; what the source does not say is None or empty.

    Attributes:
        said_on: the source's own words for the day where they are no date (`Thursday`).
        ends_scope: what the source says of how the end is meant (`as originally set`); `hardware_scope`: where the hardware is used.
        extends: deals that this one enlarges or exercises an option of; those came before it.
        part_of: deals whose stated value already holds this one's.
        supersedes: deals that this one replaces, so that only this one counts.
        by: by whose word, where the source reports another's.
        notes: caveats that a reply about the deal's value carries along.
    """

    kind: DealKind
    provider: str | None = None
    customer: str | None = None
    issuer: str | None = None
    borrower: str | None = None
    lenders: tuple[str, ...] = ()
    investor: str | None = None
    guarantor: str | None = None
    announced: Date | None = None
    said_on: str | None = None
    value: Quantity | None = None
    starts: Date | None = None
    ends: Date | None = None
    ends_scope: str | None = None
    term: Term | None = None
    status: Status | None = None
    option: str | None = None
    hardware: tuple[str, ...] = ()
    hardware_scope: str | None = None
    workload: str | None = None
    purpose: str | None = None
    power: Quantity | None = None
    sites: str | None = None
    location: str | None = None
    payment: str | None = None
    composition: str | None = None
    by: str | None = None
    label: str | None = None
    extends: tuple[str, ...] = ()
    part_of: tuple[str, ...] = ()
    includes: tuple[str, ...] = ()
    supersedes: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def is_news(self) -> bool:
        """True where the source dates it by a weekday alone: it is what the article reports."""
        return bool(self.said_on) and self.announced is None

    def is_partly_at(self, place: str) -> bool:
        """True where it is served from several places, `place` among them, so that its amounts are not those of the place."""
        words = place.split()
        return any(" and " in where and all(word in where for word in words) for where in (self.location, self.sites) if where)

    @cached_property
    def parties(self) -> tuple[tuple[str, str], ...]:
        """Pairs of role and name id, in the order of `ROLES`."""
        pairs: list[tuple[str, str]] = []
        for role in ROLES:
            held = getattr(self, role)
            pairs += [(role, held)] if isinstance(held, str) else [(role, one) for one in held or ()]
        return tuple(pairs)


class Figure(Record):
    """A stated figure that is no deal: a forecast, a share move, a total.

    Attributes:
        subject: name ids it is about.
        metric: what is measured, in words (`share price`, `capital expenditure`).
        change: the direction where the figure is a move.
        period: the time it is for, in the source's words.
        when: the date on which it was said or happened.
        by: by whose word, a name id or the source's words.
        total_of: ids of the deals that it is the stated total of.
        rivals: figures that measure the same by another's word; never added to this one.
        words: further words by which people ask for it.
        statement: the whole claim in one sentence.
    """

    subject: tuple[str, ...]
    metric: str
    value: Quantity
    change: Literal["up", "down"] | None = None
    period: str | None = None
    when: Date | None = None
    where: str | None = None
    by: str | None = None
    status: Literal["reported", "forecast", "plan"] = "reported"
    total_of: tuple[str, ...] = ()
    rivals: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    statement: str

    _many = field_validator("subject", mode="before")(_one_or_many)

    @property
    def relation(self) -> str:
        """What is measured: to a figure what a relation is to a fact."""
        return self.metric

    @property
    def object(self) -> tuple[str, ...]:
        """Nothing: a figure joins its subject to no other name."""
        return ()


class Fact(Record):
    """A relation between names or things, in words.

    Attributes:
        object: name ids, or the source's own words for what has no name.
        words: further words by which people ask for it.
        statement: the whole claim in one sentence.
    """

    subject: tuple[str, ...]
    relation: str
    object: tuple[str, ...] = ()
    when: Date | None = None
    where: str | None = None
    by: str | None = None
    words: tuple[str, ...] = ()
    statement: str

    _many = field_validator("subject", "object", mode="before")(_one_or_many)

    @property
    def change(self) -> None:
        """Nothing: only a figure moves."""

    @property
    def period(self) -> None:
        """Nothing: only a figure is for a time."""

    @property
    def total_of(self) -> tuple[str, ...]:
        """Nothing: only a figure is a total."""
        return ()
