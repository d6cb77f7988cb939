"""Nothing that was asked is lost: whatever dies, fails or floods."""

from __future__ import annotations

import asyncio
import time
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

import pytest

from dealdesk.interfaces.telegram.answering import Answering, Said
from dealdesk.interfaces.telegram.gate import FEWEST, MOST, Gate
from tests.support.bot import running, start_process
from tests.support.botapi import BOT, TOKEN, BotApi

if TYPE_CHECKING:
    from pathlib import Path

    from dealdesk.interfaces.telegram.message import Place

QUESTIONS = ("How much did Kaddorine order?", "And Lumivarsk?", "Which is the largest contract?", "Until when does it run?")


def answered(server: BotApi) -> Counter[int]:
    """How often each question was answered."""
    return Counter(one["reply_parameters"]["message_id"] for one in server.sent if "reply_parameters" in one)


async def ask_all(server: BotApi, number: int, people: int) -> list[int]:
    return [await server.say(QUESTIONS[i // people % len(QUESTIONS)], person=1 + i % people) for i in range(number)]


def in_order(server: BotApi) -> bool:
    """Whether each chat's questions were first answered in the order in which they were asked."""
    by_chat: defaultdict[int, list[int]] = defaultdict(list)
    for one in server.sent:
        number = one.get("reply_parameters", {}).get("message_id")
        if number is not None and number not in by_chat[one["chat"]["id"]]:
            by_chat[one["chat"]["id"]].append(number)
    return all(numbers == sorted(numbers) for numbers in by_chat.values())


def test_every_question_of_a_conversation_is_answered_in_order(tmp_path: Path) -> None:
    async def talk() -> BotApi:
        async with running(tmp_path / "state.db") as server:
            await ask_all(server, 40, 4)
            await server.until(40)
            return server

    server = asyncio.run(talk())

    assert set(answered(server).values()) == {1}
    assert in_order(server)


@pytest.mark.parametrize(
    ("webhook", "slow", "number"),
    [(False, 0.0, 500), (True, 0.0, 500), (False, 0.2, 80)],
)
def test_three_kills_lose_no_question(tmp_path: Path, *, webhook: bool, slow: float, number: int) -> None:
    async def talk() -> tuple[BotApi, list[int]]:
        server = BotApi()
        server.slow = slow
        await server.start()
        words = ("--webhook", "http://127.0.0.1:18765/hook", "--listen", "127.0.0.1:18765") if webhook else ()
        state = tmp_path / "state.db"
        process = await start_process(server, state, *words)
        if webhook:
            async with asyncio.timeout(20):
                while not server.webhook.get("url"):
                    await asyncio.sleep(0.02)
        asking = asyncio.create_task(ask_all(server, number, 25))
        for quarter in (1, 2, 3):
            await server.until(quarter * number // 4)
            process.kill()
            await process.wait()
            process = await start_process(server, state, *words)
        asked = await asking
        async with asyncio.timeout(40):
            while set(asked) - set(answered(server)):
                await asyncio.sleep(0.02)
        await asyncio.sleep(slow)
        process.terminate()
        assert await process.wait() == 0
        await server.stop()
        return server, asked

    server, asked = asyncio.run(talk())
    times = answered(server)

    assert set(asked) <= set(times)
    assert sum(count - 1 for count in times.values()) <= 8
    assert in_order(server)


def test_what_fails_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dealdesk.interfaces.telegram.request._READ", 0.3)
    monkeypatch.setattr("dealdesk.interfaces.telegram.sending.call.__kwdefaults__", {"seconds": 0.3})

    async def talk() -> tuple[BotApi, list[int]]:
        async with running(tmp_path / "state.db") as server:
            server.faults["sendMessage"].extend(
                ["timeout after", "timeout before"] * 3 + ["502"] * 20 + ["429:1"] * 5 + ["reset", "garbage"]
            )
            asked = await ask_all(server, 60, 20)
            async with asyncio.timeout(30):
                while set(asked) - set(answered(server)):
                    await asyncio.sleep(0.02)
            return server, asked

    server, asked = asyncio.run(talk())

    assert set(asked) <= set(answered(server))
    assert sum(count - 1 for count in answered(server).values()) <= 4  # three time-outs after the effect, one reply that was garbage
    assert in_order(server)


@pytest.mark.parametrize(("seconds", "width"), [(0.001, FEWEST), (0.09, 3), (0.3, MOST)])
def test_a_server_far_away_gets_more_at_once(seconds: float, width: int) -> None:
    async def most() -> int:
        gate, inside, seen = Gate(), 0, 0

        async def send() -> None:
            nonlocal inside, seen
            async with gate.through():
                inside += 1
                seen = max(seen, inside)
                await asyncio.sleep(seconds)
                inside -= 1

        await asyncio.gather(*(send() for _ in range(12)))
        seen = 0
        await asyncio.gather(*(send() for _ in range(24)))
        return seen

    assert asyncio.run(most()) == width


def test_three_kills_in_a_row_repeat_at_most_eight_messages() -> None:
    widest = [Gate(careful, seconds=60).width for careful in (0.0, time.monotonic() + 60, time.monotonic() + 60)]

    assert widest == [4, 2, 2]
    assert Gate(time.monotonic() - 1, seconds=60).width == MOST


def test_a_flooded_chat_delays_nobody_else(tmp_path: Path) -> None:
    async def talk() -> float:
        async with running(tmp_path / "state.db") as server:
            await server.say(QUESTIONS[0], person=1)
            await server.until(1)
            server.flooded[1] = asyncio.get_running_loop().time() + 3
            await server.say(QUESTIONS[0], person=1)
            await asyncio.sleep(0.1)
            start = time.monotonic()
            await server.say(QUESTIONS[0], person=2)
            await server.until(2)
            waited = time.monotonic() - start
            await server.until(3)
            return waited

    assert asyncio.run(talk()) < 1


def test_an_update_that_cannot_be_read_is_parked_and_the_next_person_answered(tmp_path: Path) -> None:
    async def talk() -> BotApi:
        async with running(tmp_path / "state.db", admins=frozenset({7})) as server:
            await server.push(message={"message_id": "x", "chat": {"id": 3}, "from": {"id": 3}, "text": 5})
            await server.push(message=None)
            await server.say(QUESTIONS[0], person=2)
            async with asyncio.timeout(10):
                while not (server.texts(2) and server.texts(3) and server.texts(7)):
                    await asyncio.sleep(0.02)
            return server

    server = asyncio.run(talk())

    assert server.texts(3)[0].startswith("Sorry")


def test_a_blocked_person_costs_one_call(tmp_path: Path) -> None:
    async def talk() -> BotApi:
        async with running(tmp_path / "state.db") as server:
            server.blocked.add(1)
            await server.say(QUESTIONS[0], person=1)
            await server.say(QUESTIONS[0], person=2)
            await server.until(1)
            await asyncio.sleep(0.2)
            return server

    assert asyncio.run(talk()).calls["sendMessage"] == 2


def test_a_group_that_moved_is_answered_where_it_went(tmp_path: Path) -> None:
    async def talk() -> BotApi:
        async with running(tmp_path / "state.db") as server:
            server.migrated[-5] = -100500
            chat = {"id": -5, "type": "group", "title": "g"}
            await server.say(f"@{BOT['username']} {QUESTIONS[0]}", person=1, chat=chat)
            await server.until(1)
            return server

    assert asyncio.run(talk()).sent[0]["chat"]["id"] == -100500


def test_a_stop_waits_for_nothing_but_answers_under_way(tmp_path: Path) -> None:
    async def talk() -> tuple[int, float, BotApi, list[int]]:
        server = BotApi()
        await server.start()
        process = await start_process(server, tmp_path / "state.db")
        asked = await ask_all(server, 60, 6)
        await server.until(5)
        start = time.monotonic()
        process.terminate()
        code = await process.wait()
        stopped = time.monotonic() - start
        process = await start_process(server, tmp_path / "state.db")
        async with asyncio.timeout(20):
            while set(asked) - set(answered(server)):
                await asyncio.sleep(0.02)
        process.terminate()
        await process.wait()
        await server.stop()
        return code, stopped, server, asked

    code, stopped, server, asked = asyncio.run(talk())

    assert code == 0
    assert stopped < 10
    assert all(answered(server)[one] == 1 for one in asked)


@pytest.mark.parametrize(("token", "told"), [("1:wrong", "token is refused"), ("", "no token")])
def test_a_missing_or_refused_token_is_told(tmp_path: Path, token: str, told: str, monkeypatch: pytest.MonkeyPatch) -> None:
    async def run() -> tuple[int | None, str]:
        server = BotApi(token="another")  # noqa: S106 - of the fake server
        await server.start()
        monkeypatch.setattr("tests.support.bot.TOKEN", token)
        process = await start_process(server, tmp_path / "state.db")
        _, err = await process.communicate()
        await server.stop()
        return process.returncode, err.decode()

    code, err = asyncio.run(run())

    assert code == 2
    assert told in err


def test_a_second_instance_on_the_same_state_is_refused_and_no_line_holds_the_token(tmp_path: Path) -> None:
    async def run() -> tuple[int | None, str]:
        server = BotApi()
        await server.start()
        first = await start_process(server, tmp_path / "state.db")
        server.faults["getUpdates"].extend(["502", "garbage"])
        async with asyncio.timeout(20):
            while server.calls["getUpdates"] < 3:
                await asyncio.sleep(0.02)
        second = await start_process(server, tmp_path / "state.db")
        _, refused = await second.communicate()
        first.terminate()
        _, log = await first.communicate()
        await server.stop()
        return second.returncode, refused.decode() + log.decode()

    code, log = asyncio.run(run())

    assert code == 2
    assert "another instance" in log
    assert "no updates" in log
    assert TOKEN not in log


def test_an_answer_that_never_comes_is_given_up_and_holds_nobody_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dealdesk.interfaces.telegram.processing.SECONDS", 0.05)
    monkeypatch.setattr("dealdesk.interfaces.telegram.processing.backoff", lambda _: 0.01)
    answer = Answering.question

    async def question(self: Answering, key: str, place: Place, person: int, text: str) -> Said:
        if text == "hang":
            await asyncio.sleep(60)
        if text == "fail":
            raise ValueError
        return await answer(self, key, place, person, text)

    monkeypatch.setattr(Answering, "question", question)

    async def talk() -> BotApi:
        async with running(tmp_path / "state.db", health="127.0.0.1:18768") as server:
            await server.say("hang", person=1)
            await server.say("fail", person=1)
            await server.say(QUESTIONS[0], person=1)
            await server.say(QUESTIONS[0], person=2)
            await server.until(1)
            assert server.texts(2)
            await server.until(4)
            return server

    texts = asyncio.run(talk()).texts(1)

    assert [text.startswith("Sorry") for text in texts] == [True, True, False]
