"""A reply, a deal table and a deal's evidence as plain text, wrapped to a width."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dealdesk.domain.answer import Citation
    from dealdesk.render.reply import Reply

_NARROW = 40


def render_plain(reply: Reply, width: int = 100) -> str:
    """The answer, its caveats and its numbered sources, each with the sentence quoted."""
    return "\n".join(_lines(reply, max(width, _NARROW)))


def _lines(reply: Reply, width: int) -> Iterator[str]:
    if reply.lead:
        yield from wrapped(reply.lead, width)
    for line in reply.lines:
        indent = "  " if line.text.startswith("- ") else ""
        yield from textwrap.wrap(line.text, width, subsequent_indent=indent)
    if reply.caveats:
        yield ""
        for caveat in reply.caveats:
            yield from wrapped(f"Note: {caveat}", width)
    if reply.citations:
        yield ""
        for number, citation in enumerate(reply.citations, 1):
            yield from textwrap.wrap(f"[{number}] {source(citation)}", width, subsequent_indent="    ")
    if reply.suggestions:
        yield ""
        for suggestion in reply.suggestions:
            yield from wrapped(f"> {suggestion}", width)


def wrapped(text: str, width: int) -> list[str]:
    """`text` in lines of at most `width`, its own line breaks kept."""
    return [line for part in text.splitlines() for line in textwrap.wrap(part, width) or [""]]


def source(citation: Citation) -> str:
    """Where a sentence stands, and the sentence."""
    head = ", ".join(part for part in (citation.title or citation.article, citation.publisher, str(citation.published or "")) if part)
    return f"{head}: “{citation.quote}”"
