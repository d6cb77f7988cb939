"""What those who run the bot see: menus, numbers, errors, and whether all is in place."""

from __future__ import annotations

import asyncio
import os
import socket
from typing import TYPE_CHECKING

import pytest

from dealdesk.interfaces.telegram import doctor
from dealdesk.interfaces.telegram.answering import Answering, Said
from dealdesk.interfaces.telegram.supervision import Supervisor
from tests.interfaces.telegram.test_features import called, press, talked
from tests.support.bot import running
from tests.support.botapi import TOKEN, BotApi
from tests.support.world import engine_of

if TYPE_CHECKING:
    from pathlib import Path

    from dealdesk.interfaces.telegram.message import Place

OWNER = 9


def test_stats_are_for_administrators(tmp_path: Path) -> None:
    async def talk(server: BotApi) -> None:
        await server.say("Which is the largest contract?")
        await server.until(1)
        votes = server.sent[0]["reply_markup"]["inline_keyboard"][-1]
        await press(server, votes[0]["callback_data"], server.sent[0])
        await called(server, "answerCallbackQuery")
        await server.say("/stats")
        await server.say("/stats", person=OWNER)
        await server.until(3)

    server = talked(tmp_path, talk, admins=frozenset({OWNER}))

    assert "Conversations" not in server.texts(1)[1]
    assert "Conversations of the last seven days: 1" in server.texts(OWNER)[0]
    assert "Feedback: 1 +" in server.texts(OWNER)[0]


def test_errors_say_what_could_not_be_answered_and_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = Answering.question

    async def broken(self: Answering, key: str, place: Place, person: int, text: str) -> Said:
        if text == "poison":
            message = "no such thing"
            raise ValueError(message)
        return await answer(self, key, place, person, text)

    monkeypatch.setattr(Answering, "question", broken)

    async def talk(server: BotApi) -> None:
        await server.say("/errors", person=OWNER)
        await server.until(1)
        await server.say("poison")
        await server.until(3, seconds=60)
        await server.say("/errors", person=OWNER)
        await server.until(4)

    texts = talked(tmp_path, talk, admins=frozenset({OWNER})).texts(OWNER)

    assert texts[0] == "No errors."
    assert "no such thing" in texts[-1]


def test_each_scope_has_its_menu(tmp_path: Path) -> None:
    async def talk(server: BotApi) -> None:
        await called(server, "setMyCommands", 4)

    menus = {scope: {one["command"] for one in menu} for scope, menu in talked(tmp_path, talk, admins=frozenset({OWNER})).menus.items()}
    private, group, owner = (next(menu for scope, menu in menus.items() if part in scope) for part in ("private", "group", str(OWNER)))

    assert {"help", "watch", "forget"} <= private
    assert {"help", "ask"} <= group
    assert "watch" not in group
    assert owner == private | {"stats", "errors", "reload"}


def test_what_takes_long_shows_that_it_is_worked_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = Answering.question

    async def slow(self: Answering, key: str, place: Place, person: int, text: str) -> Said:
        await asyncio.sleep(0.8 if text == "slow" else 0)
        return await answer(self, key, place, person, text)

    monkeypatch.setattr(Answering, "question", slow)

    async def talk(server: BotApi) -> None:
        await server.say("fast", person=2)
        await server.say("slow", person=1)
        await server.until(2)

    server = talked(tmp_path, talk)

    assert [body["chat_id"] for method, body in server.asked if method == "sendChatAction"] == [1]


@pytest.mark.parametrize("token", [TOKEN, "1:wrong", ""])
def test_the_doctor_finds_what_is_wrong_and_never_says_the_token(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, token: str
) -> None:
    monkeypatch.delenv("TELEGRAM_BOT_TOKEN", raising=False)
    (tmp_path / "token").write_text(token, encoding="utf-8")

    async def talk() -> int:
        async with running(tmp_path / "state.db") as server:
            await server.say("Which is the largest contract?")
            await server.until(1)
            looked = (lambda: engine_of("invented"), tmp_path / "state.db", tmp_path / "token", server.url)
            return await asyncio.to_thread(doctor.run, *looked)

    code = asyncio.run(talk())
    said = capsys.readouterr().out

    assert code == (0 if token == TOKEN else 1)
    assert ("FAULT token" in said) == (token != TOKEN)
    assert "ok    corpus" in said
    assert not token or token not in said


def test_the_doctor_refuses_a_state_that_is_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "state.db").write_text("no database", encoding="utf-8")

    assert doctor.run(lambda: engine_of("invented"), tmp_path / "state.db", tmp_path / "missing", "") == 1
    assert "FAULT state" in capsys.readouterr().out


def test_a_silent_bot_gives_no_sign_of_life(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind(str(tmp_path / "notify"))
        manager.settimeout(5)
        monkeypatch.setitem(os.environ, "NOTIFY_SOCKET", str(tmp_path / "notify"))
        monkeypatch.setitem(os.environ, "WATCHDOG_USEC", "20000")
        states = iter([True, False, False])

        async def watched() -> None:
            async with asyncio.timeout(5):
                await Supervisor(lambda: next(states)).watch()

        with pytest.raises(RuntimeError):  # the states are over
            asyncio.run(watched())
        manager.setblocking(False)
        heard = [manager.recv(64) for _ in range(2)]
        with pytest.raises(BlockingIOError):
            manager.recv(64)

    assert heard == [b"READY=1", b"WATCHDOG=1"]
