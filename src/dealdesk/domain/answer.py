"""Answers: a closed union of what the engine can say, with sources and shown calculations."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from dealdesk.domain.period import PartialDate
from dealdesk.domain.quantity import Quantity

Value = Quantity | PartialDate | int | str
Verdict = Literal["", "Yes", "No"]


class Citation(Struct, frozen=True):
    """A sentence of an article; `quote` is its text from `start` to `end`."""

    article: str
    title: str | None
    publisher: str | None
    published: PartialDate | None
    start: int
    end: int
    quote: str
    url: str | None = None


class Operand(Struct, frozen=True):
    """One value that a calculation used, and where it stands."""

    record: str
    value: Value
    citation: Citation


class Calculation(Struct, frozen=True):
    """A derived value with everything that it was derived from."""

    operation: str
    operands: tuple[Operand, ...]
    result: Value


class Statement(Struct, frozen=True):
    """One thing said, with the sentences that say it; none can be built without."""

    text: str
    citations: tuple[Citation, ...]
    value: Value | None = None
    calculation: Calculation | None = None

    def __post_init__(self) -> None:
        if not self.citations:
            message = f"a statement needs a citation: {self.text!r}"
            raise ValueError(message)

    @property
    def row(self) -> tuple[str, str]:
        """The label of a row and what stands behind it; no label where this is a sentence."""
        label, colon, said = self.text.removeprefix("- ").partition(": ")
        return (label, said) if colon and self.text.startswith("- ") else ("", self.text)


class Answered(Struct, frozen=True):
    """The corpus says it.

    Attributes:
        correction: what the question wrongly takes for granted, said first.
        verdict: `Yes` or `No` before the first statement, where the sources decide a question that wants it.
    """

    statements: tuple[Statement, ...]
    caveats: tuple[str, ...] = ()
    correction: str = ""
    suggestions: tuple[str, ...] = ()
    verdict: Verdict = ""
    partial: bool = False

    @property
    def said(self) -> tuple[Statement, ...]:
        """The statements, the first with the verdict before it."""
        first, *rest = self.statements
        return (replace(first, text=f"{self.verdict}: {first.text}") if self.verdict else first, *rest)


class Unknown(Struct, frozen=True):
    """The corpus does not say it; `nearest` is what it does say."""

    text: str
    nearest: tuple[Statement, ...] = ()
    suggestions: tuple[str, ...] = ()
    of_deals: bool = False


class Clarify(Struct, frozen=True):
    """Several readings and no sensible default; `choices` say what each would give."""

    text: str
    choices: tuple[Statement, ...] = ()
    suggestions: tuple[str, ...] = ()


class Chat(Struct, frozen=True):
    """A greeting, thanks, help: nothing that needs a source."""

    text: str
    suggestions: tuple[str, ...] = ()


Answer = Answered | Unknown | Clarify | Chat
