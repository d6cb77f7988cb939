"""Articles and the passages cut from them."""

from __future__ import annotations

from msgspec import Struct

from dealdesk.domain.period import Date
from dealdesk.domain.record import Model


class Article(Model):
    """One source: its front matter and its text, untouched."""

    id: str
    title: str | None
    publisher: str | None
    published: Date | None
    url: str | None
    text: str


class Passage(Struct, frozen=True):
    """Part of an article's text, at the character offsets `start` to `end`."""

    article: str
    start: int
    end: int
    text: str
