"""Sentences of a text, with exact offsets."""

from __future__ import annotations

import sentencex


def sentence_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Offsets of each sentence of `text`; no sentence crosses a line, none has outer blanks."""
    spans: list[tuple[int, int]] = []
    offset = 0
    for line in text.splitlines(keepends=True):
        spans += _line_spans(line, offset)
        offset += len(line)
    return tuple(spans)


def _line_spans(line: str, offset: int) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    if not line.strip():
        return spans
    for boundary in sentencex.get_sentence_boundaries("en", line):
        start, end = boundary["start_index"], boundary["end_index"]
        part = line[start:end]
        start += len(part) - len(part.lstrip())
        end = start + len(part.strip())
        if start >= end:
            continue
        if spans and _continues(line[start:end]):
            spans[-1] = (spans[-1][0], offset + end)
        else:
            spans.append((offset + start, offset + end))
    return spans


def _continues(part: str) -> bool:
    """A cut before a small letter or without any letter was no end of a sentence."""
    return part[0].islower() or not any(char.isalpha() for char in part)
