"""An answer with its sources numbered once: the reply that every interface shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from msgspec import Struct

from dealdesk.domain.answer import Answer, Answered, Chat, Clarify, Unknown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dealdesk.domain.answer import Citation, Statement


class Line(Struct, frozen=True):
    """One statement as shown, with the numbers of its sources."""

    statement: Statement
    text: str
    numbers: tuple[int, ...]


class Reply(Struct, frozen=True):
    """An answer ready to be shown.

    Attributes:
        lead: text that stands before the statements and needs no source.
        citations: the sources, number 1 first.
    """

    status: str
    lead: str
    lines: tuple[Line, ...]
    caveats: tuple[str, ...]
    citations: tuple[Citation, ...]
    suggestions: tuple[str, ...]

    @property
    def text(self) -> str:
        """The whole answer as plain text, caveats included, quotes not."""
        parts = [self.lead, *(line.text for line in self.lines), *self.caveats]
        return "\n".join(part for part in parts if part)


def reply_of(answer: Answer) -> Reply:
    """The reply that shows `answer`."""
    if isinstance(answer, Answered):
        return _reply("answered", answer.correction, answer.said, answer.caveats, answer.suggestions)
    if isinstance(answer, Unknown):
        return _reply("unknown", answer.text, answer.nearest, (), answer.suggestions)
    if isinstance(answer, Clarify):
        return _reply("clarify", answer.text, answer.choices, (), answer.suggestions)
    if isinstance(answer, Chat):
        return _reply("chat", answer.text, (), (), answer.suggestions)
    assert_never(answer)


def _reply(status: str, lead: str, statements: Iterable[Statement], caveats: tuple[str, ...], suggestions: tuple[str, ...]) -> Reply:
    numbers: dict[Citation, int] = {}
    lines: list[Line] = []
    for statement in statements:
        found = tuple(dict.fromkeys(numbers.setdefault(c, len(numbers) + 1) for c in statement.citations))
        marks = "".join(f"[{number}]" for number in found)
        text = statement.text
        end = text[-1:] if text[-1:] in ".:" else ""
        lines.append(Line(statement, f"{text.removesuffix(end)} {marks}{end}", found))
    return Reply(status, lead, tuple(lines), caveats, tuple(numbers), suggestions)
