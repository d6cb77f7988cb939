"""`ask`: one question for a person or a program, or a batch of them."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any, TextIO

from msgspec import Struct

from dealdesk.interfaces.terminal import styled, width
from dealdesk.render.json import render_json
from dealdesk.render.plain import render_plain
from dealdesk.render.reading import ShownReading, render_reading
from dealdesk.render.reply import reply_of

if TYPE_CHECKING:
    from dealdesk.engine.engine import Engine
    from dealdesk.engine.turn import Turn
    from dealdesk.interfaces.unanswered import UnansweredLog

_BROKEN = 2


def ask(engine: Engine, question: str, log: UnansweredLog, *, as_json: bool) -> int:
    """Print the reply to one question."""
    turn = engine.answer(question)
    log.keep((question,), turn.answer)
    reply = reply_of(turn.answer)
    if as_json:
        print(render_json(reply, question, turn.interpretation))
    else:
        print(styled(render_plain(reply, width())))
    return 0


def explain(engine: Engine, question: str) -> int:
    """Print how one question was read and which queries were weighed."""
    reading = engine.context.reader.read(question)
    spans = tuple((mention.start, mention.end, str(mention.sense)) for mention in reading.mentions)
    shown = ShownReading(reading.text, tuple(token.text for token in reading.tokens), spans, reading.repairs)
    print(render_reading(shown, [_summary(candidate) for candidate in engine.candidates(reading)]))
    return 0


def _summary(candidate: Any) -> tuple[str, str, str, frozenset[int]]:  # noqa: ANN401 - any kind's candidate
    return candidate.kind.name, str(candidate.query), type(candidate.answer).__name__.lower(), candidate.uncovered


def batch(engine: Engine, name: str, log: UnansweredLog) -> int:
    """Answer JSON lines, each reply flushed at once; a bad line yields an error line in its place."""
    if name == "-":
        _stream(engine, sys.stdin.buffer, log)
        return 0
    try:
        with open(name, "rb") as file:  # noqa: PTH123 - `name` may be any stream, /dev/stdin included
            _stream(engine, file, log)
    except OSError as error:
        print(f"{name}: {error.strerror} / name a file of JSON lines, or - for standard input", file=sys.stderr)
        return _BROKEN
    return 0


class _Talk(Struct, frozen=True):
    """A conversation so far: its last turn and all that was asked in it."""

    turn: Turn | None = None
    asked: tuple[str, ...] = ()


def _stream(engine: Engine, lines: Any, log: UnansweredLog) -> None:  # noqa: ANN401 - a binary stream
    talks: dict[str, _Talk] = {}
    for raw in lines:
        if raw.strip():
            _put(sys.stdout, _line(engine, raw, talks, log))


def _put(out: TextIO, text: str) -> None:
    out.write(text + "\n")
    out.flush()


def _line(engine: Engine, raw: bytes, talks: dict[str, _Talk], log: UnansweredLog) -> str:
    try:
        asked = json.loads(raw.decode("utf-8"))
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        return _error(f"not a JSON object: {error}")
    if not isinstance(asked, dict) or not isinstance(asked.get("question"), str):
        return _error('not an object such as {"id": "q1", "conversation": "c1", "question": "..."}')
    ids = {key: asked.get(key) for key in ("id", "conversation")}
    if any(value is not None and not isinstance(value, str) for value in ids.values()):
        return _error("id and conversation are text")
    conversation = ids["conversation"]
    before = talks.get(conversation, _Talk()) if conversation is not None else _Talk()
    turn = engine.answer(asked["question"], before.turn)
    talk = _Talk(turn, (*before.asked, asked["question"]))
    log.keep(talk.asked, turn.answer)
    if conversation is not None:
        talks[conversation] = talk
    return render_json(reply_of(turn.answer), asked["question"], turn.interpretation, id=ids["id"], conversation=conversation)


def _error(text: str) -> str:
    return json.dumps({"id": None, "error": text}, ensure_ascii=False)
