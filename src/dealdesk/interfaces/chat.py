"""`chat`: a conversation in the terminal, with history, completion and follow-ups."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import FuzzyCompleter, WordCompleter
from prompt_toolkit.history import FileHistory, InMemoryHistory

from dealdesk.context.example import filled
from dealdesk.interfaces.terminal import state_folder, styled, width
from dealdesk.kinds import KINDS
from dealdesk.render.plain import render_plain
from dealdesk.render.reply import reply_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prompt_toolkit.history import History

    from dealdesk.engine.engine import Engine
    from dealdesk.engine.turn import Turn
    from dealdesk.interfaces.unanswered import UnansweredLog

_PROMPT = "you> "
_LEAVE = frozenset({"exit", "quit", ":q", "/exit", "/quit"})


def run(engine: Engine, log: UnansweredLog) -> int:
    """Talk until Ctrl-D or `quit`; Ctrl-C drops the line being typed."""
    before: Turn | None = None
    asked: tuple[str, ...] = ()
    if sys.stdin.isatty():
        print("Ask about compute deals. Tab completes, /new forgets, Ctrl-D leaves.")
    for question in _typed(engine) if sys.stdin.isatty() else _piped():
        if question.strip().casefold() in _LEAVE:
            break
        if question.strip() == "/new":
            before, asked = None, ()
            continue
        if question.strip():
            before, asked = engine.answer(question, before), (*asked, question)
            log.keep(asked, before.answer)
            print(styled(render_plain(reply_of(before.answer), width())), end="\n\n", flush=True)
    return 0


def _piped() -> Iterator[str]:
    for raw in sys.stdin.buffer:
        yield raw.decode("utf-8", errors="replace").rstrip("\r\n")


def _typed(engine: Engine) -> Iterator[str]:
    session: PromptSession[str] = PromptSession(history=_history(), completer=_completer(engine), complete_while_typing=False)
    while True:
        try:
            yield session.prompt(_PROMPT)
        except KeyboardInterrupt:
            continue
        except EOFError:
            return


def _completer(engine: Engine) -> FuzzyCompleter:
    names = [spelling for name in engine.context.knowledge.names.values() for spelling in name.spellings]
    examples = [example for kind in KINDS for example in filled(kind.examples, engine.context.knowledge)]
    return FuzzyCompleter(WordCompleter([*names, *examples], ignore_case=True, sentence=False))


def _history() -> History:
    """The history in the user's state folder, in memory where that cannot be written."""
    folder = state_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "history").touch()
    except OSError:
        return InMemoryHistory()
    return FileHistory(str(folder / "history"))
