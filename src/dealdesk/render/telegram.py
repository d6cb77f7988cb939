"""A reply as Telegram messages: text with entities, which cannot fail to parse, cut where a statement ends.

Lengths and offsets are UTF-16 code units, as the Bot API counts them: https://core.telegram.org/bots/api#messageentity
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from dealdesk.render.plain import source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dealdesk.render.reply import Reply

MOST_UNITS = 4096  # of one message, after parsing
MOST_ENTITIES = 100
_BREAKS = ("\n", ". ", " ")


class Block(Struct, frozen=True):
    """A statement, a caveat or a source: text in one style (`italic`, `expandable_blockquote`), or plain."""

    text: str
    style: str = ""


class Styled(Struct, frozen=True):
    """A part of a message's text in a style."""

    type: str
    offset: int
    length: int


class Message(Struct, frozen=True):
    """What one message says."""

    text: str
    entities: tuple[Styled, ...] = ()


def units(text: str) -> int:
    """The length of `text` in UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def render_telegram(reply: Reply, heading: str = "") -> tuple[Message, ...]:
    """A heading where there is one, the answer, its caveats in italics, its sources folded: as few messages as hold them, at least one."""
    said = [reply.lead, *(line.text for line in reply.lines)]
    sources = _sources(reply)
    blocks = [
        *([Block(heading, "bold")] if heading else []),
        *(Block(text) for text in said if text),
        *(Block(caveat, "italic") for caveat in reply.caveats),
        *([Block("\n".join(sources), "expandable_blockquote")] if sources else []),
    ]
    return render_blocks(blocks)


def render_sources(reply: Reply) -> tuple[Message, ...]:
    """The sources of an answer in full: each with its quote, and its address where it has one."""
    return render_blocks([Block(one) for one in _sources(reply)] or [Block("No source was needed.")])


def _sources(reply: Reply) -> list[str]:
    """Each source with its number and quote, and its address where it has one."""
    return [f"[{number}] {source(one)}" + (f"\n{one.url}" if one.url else "") for number, one in enumerate(reply.citations, 1)]


def render_blocks(blocks: Iterable[Block]) -> tuple[Message, ...]:
    """The blocks, one below the other, in messages within the limits; a block is cut only where it alone exceeds them."""
    messages: list[Message] = []
    held: list[Block] = []
    for block in (piece for whole in blocks for piece in _pieces(whole)):
        if held and not _fits([*held, block]):
            messages.append(_message(held))
            held = []
        held.append(block)
    return (*messages, _message(held)) if held or not messages else tuple(messages)


def _fits(blocks: Sequence[Block]) -> bool:
    return sum(units(block.text) + 1 for block in blocks) - 1 <= MOST_UNITS and sum(bool(b.style) for b in blocks) <= MOST_ENTITIES


def _pieces(block: Block) -> Iterator[Block]:
    """The block, or parts of it that each fit, cut after a line, a sentence or a word."""
    rest = block.text.strip()
    while units(rest) > MOST_UNITS:
        head = cut(rest, MOST_UNITS)
        end = next((at + len(mark) for mark in _BREAKS if (at := head.rfind(mark)) > 0), len(head))
        yield Block(rest[:end].rstrip(), block.style)
        rest = rest[end:].lstrip()
    if rest:
        yield Block(rest, block.style)


def cut(text: str, most: int) -> str:
    """The longest beginning of `text` of at most so many UTF-16 code units."""
    head = text[:most]
    while units(head) > most:
        head = head[: len(head) - (units(head) - most + 1) // 2]
    return head


def _message(blocks: Sequence[Block]) -> Message:
    text = ""
    entities: list[Styled] = []
    for block in blocks:
        text = f"{text}\n" if text else ""
        if block.style and block.text:
            entities.append(Styled(block.style, units(text), units(block.text)))
        text += block.text
    return Message(text, tuple(entities))
