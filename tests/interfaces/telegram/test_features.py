"""What people get in a chat: answers, follow-ups, buttons, commands, groups, inline and guest questions."""

from __future__ import annotations

import asyncio
import io
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.bot import running
from tests.support.botapi import BOT, BotApi

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from pathlib import Path

PERSON = {"id": 1, "is_bot": False, "first_name": "P"}
LARGEST = "Which is the largest contract?"


def talked(tmp_path: Path, talk: Callable[[BotApi], Coroutine[Any, Any, None]], **options: Any) -> BotApi:
    """The server after `talk` with a bot over the first invented corpus."""

    async def run() -> BotApi:
        async with running(tmp_path / "state.db", **options) as server:
            await talk(server)
        return server

    return asyncio.run(run())


async def press(server: BotApi, data: str, message: dict[str, Any], person: int = 1, query: str = "1") -> None:
    sender = {**PERSON, "id": person}
    await server.push(callback_query={"id": query, "from": sender, "chat_instance": "1", "data": data, "message": message})


async def called(server: BotApi, method: str, number: int = 1) -> list[dict[str, Any]]:
    """The first calls of a method, once there are so many."""
    async with asyncio.timeout(10):
        while len(found := [body for name, body in server.asked if name == method]) < number:
            await asyncio.sleep(0.01)
    return found


def test_an_answer_replies_to_its_question_with_its_sources_folded(tmp_path: Path) -> None:
    async def talk(server: BotApi) -> None:
        await server.say(LARGEST)
        await server.until(1)

    sent = talked(tmp_path, talk).sent[0]
    folded = [one for one in sent["entities"] if one["type"] == "expandable_blockquote"]

    assert sent["reply_parameters"] == {"message_id": 5001, "allow_sending_without_reply": True}
    assert sent["link_preview_options"] == {"is_disabled": True}
    assert len(folded) == 1
    assert sent["text"][folded[0]["offset"] :].startswith("[1]")


def test_a_follow_up_leans_on_the_turn_before_and_new_forgets_it(tmp_path: Path) -> None:
    async def talk(server: BotApi) -> None:
        for text in ("How much did Kaddorine order?", "And Lumivarsk?", "/new", "And Kaddorine?"):
            await server.say(text)
        await server.until(4)

    texts = talked(tmp_path, talk).texts()

    assert "$3.75 billion" in texts[1]
    assert "Forgotten" in texts[2]
    assert texts[0].startswith("Together")
    assert not texts[3].startswith("Together")  # as asked in full, it would


def test_a_conversation_survives_a_restart(tmp_path: Path) -> None:
    async def first(server: BotApi) -> None:
        await server.say("How much did Kaddorine order?")
        await server.until(1)

    async def second(server: BotApi) -> None:
        server._update_id = 2000  # noqa: SLF001 - the real server's ids go on rising
        await server.say("And Lumivarsk?")
        await server.until(1)

    talked(tmp_path, first)

    assert "$3.75 billion" in talked(tmp_path, second).texts()[0]


def test_an_edited_question_changes_its_answer(tmp_path: Path) -> None:
    async def talk(server: BotApi) -> None:
        number = await server.say("How much did Kaddorine order?")
        await server.until(1)
        chat = {"id": 1, "type": "private", "first_name": "P"}
        await server.push(
            edited_message={
                "message_id": number,
                "date": 1,
                "edit_date": 2,
                "chat": chat,
                "from": PERSON,
                "text": "How much did Lumivarsk order?",
            }
        )
        await called(server, "editMessageText")

    server = talked(tmp_path, talk)

    assert len(server.sent) == 1
    assert "$3.75 billion" in server.texts()[0]


@pytest.mark.parametrize(
    ("text", "chat", "extra", "answers"),
    [
        (LARGEST, "supergroup", {}, 0),
        (f"@{BOT['username']} {LARGEST}", "supergroup", {}, 1),
        (
            LARGEST,
            "supergroup",
            {"reply_to_message": {"message_id": 1, "date": 1, "chat": {"id": -1, "type": "supergroup"}, "from": BOT}},
            1,
        ),
        (f"/ask {LARGEST}", "supergroup", {}, 1),
        (f"/ask@{BOT['username']} {LARGEST}", "supergroup", {}, 1),
        (f"/ask@other_bot {LARGEST}", "supergroup", {}, 0),
        ("/unheard_of", "supergroup", {}, 0),
        ("/unheard_of", "private", {}, 1),
    ],
)
def test_in_a_group_only_what_is_meant_for_the_bot_is_answered(
    tmp_path: Path, text: str, chat: str, extra: dict[str, Any], answers: int
) -> None:
    async def talk(server: BotApi) -> None:
        await server.say(text, chat={"id": -1 if chat != "private" else 1, "type": chat, "title": "g"}, **extra)
        await server.say(LARGEST, person=2)
        await server.until(answers + 1)
        await asyncio.sleep(0.1)

    assert len(talked(tmp_path, talk).sent) == answers + 1


def test_a_topic_of_a_forum_is_kept(tmp_path: Path) -> None:
    async def talk(server: BotApi) -> None:
        chat = {"id": -1, "type": "supergroup", "title": "g", "is_forum": True}
        await server.say(f"/ask {LARGEST}", chat=chat, message_thread_id=77, is_topic_message=True)
        await server.until(1)

    assert talked(tmp_path, talk).sent[0]["message_thread_id"] == 77


def test_buttons_ask_their_question_belong_to_one_person_and_are_always_answered(tmp_path: Path) -> None:
    async def talk(server: BotApi) -> None:
        await server.say("/help")
        await server.until(1)
        data = server.sent[0]["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
        await press(server, data, server.sent[0], person=2, query="theirs")
        await press(server, data, server.sent[0], query="mine")
        await press(server, "q:123456", server.sent[0], query="unknown")
        await press(server, "nonsense", server.sent[0], query="nonsense")
        await press(server, data, server.sent[0], query="old")
        await called(server, "answerCallbackQuery", 5)
        await server.until(3)

    server = talked(tmp_path, talk)
    told = {body["callback_query_id"]: body.get("text", "") for method, body in server.asked if method == "answerCallbackQuery"}

    assert "somebody else's" in told["theirs"]
    assert told["mine"] == ""
    assert "too old" in told["unknown"]
    assert set(told) == {"theirs", "mine", "unknown", "nonsense", "old"}
    assert server.sent[1]["text"].startswith(server.sent[0]["reply_markup"]["inline_keyboard"][0][0]["text"])


def test_every_example_of_the_help_is_answered(tmp_path: Path) -> None:
    async def talk(server: BotApi) -> None:
        await server.say("/help")
        await server.until(1)
        rows = server.sent[0]["reply_markup"]["inline_keyboard"]
        for row in rows:
            await press(server, row[0]["callback_data"], server.sent[0])
        await server.until(1 + len(rows))

    answers = talked(tmp_path, talk).sent[1:]

    assert len(answers) > 3
    assert all(any(one["type"] == "expandable_blockquote" for one in answer["entities"]) for answer in answers)


def test_a_vote_is_kept_without_a_name(tmp_path: Path) -> None:
    async def talk(server: BotApi) -> None:
        await server.say(LARGEST)
        await server.until(1)
        await press(server, server.sent[0]["reply_markup"]["inline_keyboard"][-1][1]["callback_data"], server.sent[0])
        assert (await called(server, "answerCallbackQuery"))[0]["text"] == "Thank you."

    talked(tmp_path, talk)
    with closing(sqlite3.connect(tmp_path / "state.db")) as database:
        rows = database.execute("select vote, question from feedback").fetchall()
        columns = [row[1] for row in database.execute("pragma table_info(feedback)")]

    assert rows == [("-", LARGEST)]
    assert columns == ["at", "vote", "question"]


def test_a_log_that_cannot_be_written_takes_nobodys_answer_away(tmp_path: Path) -> None:
    async def talk(server: BotApi) -> None:
        await server.say("What is the penalty in the first contract?")
        await server.until(1)

    assert not talked(tmp_path, talk, log=tmp_path).texts()[0].startswith("Sorry")


def test_deals_are_paged_in_one_message_and_a_deep_link_opens_one(tmp_path: Path) -> None:
    async def talk(server: BotApi) -> None:
        await server.say("/deals")
        await server.until(1)
        rows = server.sent[0]["reply_markup"]["inline_keyboard"]
        turn = next(key["callback_data"] for row in rows for key in row if key["text"] == "▶")
        await press(server, turn, server.sent[0])
        await called(server, "editMessageText")
        await press(server, rows[0][0]["callback_data"], server.sent[0])
        await server.say("/start deal_zubarreka-hargitzo-2025-03")
        await server.say("/deal nothing")
        await server.until(4)

    texts = talked(tmp_path, talk, corpus="invented_fifth").texts()

    assert texts[0] == "Deals: 9 to 9 of 9"
    assert "no such deal" in texts[3]


def test_deals_are_filtered_by_a_party_and_shown_all_again(tmp_path: Path) -> None:
    async def talk(server: BotApi) -> None:
        await server.say("/deals")
        await server.until(1)
        for name in ("Kaddorine", "All"):
            keys = [key for row in server.sent[0]["reply_markup"]["inline_keyboard"] for key in row]
            await press(server, next(key["callback_data"] for key in keys if key["text"] == name), server.sent[0])
            await called(server, "editMessageText", 1 if name == "Kaddorine" else 2)
            await asyncio.sleep(0.05)

    edits = [body["text"] for method, body in talked(tmp_path, talk).asked if method == "editMessageText"]

    assert edits == ["Deals of Kaddorine: 1 to 2 of 2", "Deals: 1 to 8 of 8"]


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("/sources", "My sources"),
        ("/about", "sources"),
        ("/privacy", "seven days"),
        ("/forget", "Deleted"),
        ("/feedback", "Write it after"),
        ("/feedback more chips", "Thank you"),
        ("/compare Kaddorine, Lumivarsk", "more than"),
        ("/timeline Kaddorine", "Kaddorine"),
        ("/ask", "Write it after"),
    ],
)
def test_a_command_says_what_its_menu_promises(tmp_path: Path, command: str, said: str) -> None:
    async def talk(server: BotApi) -> None:
        await server.say(command)
        await server.until(1)

    assert said in talked(tmp_path, talk).texts()[0]


def test_inline_and_guest_questions_are_answered_with_articles(tmp_path: Path) -> None:
    async def talk(server: BotApi) -> None:
        await server.push(inline_query={"id": "i", "from": PERSON, "query": LARGEST, "offset": ""})
        await server.push(inline_query={"id": "e", "from": PERSON, "query": "", "offset": ""})
        chat = {"id": -9, "type": "group", "title": "g"}
        message = {"message_id": 3, "date": 1, "chat": chat, "from": PERSON, "text": f"@{BOT['username']} {LARGEST}", "guest_query_id": "g"}
        await server.push(guest_message=message)
        await called(server, "answerInlineQuery", 2)
        await called(server, "answerGuestQuery")

    server = talked(tmp_path, talk)
    inline = {body["inline_query_id"]: body["results"] for method, body in server.asked if method == "answerInlineQuery"}
    guest = next(body for method, body in server.asked if method == "answerGuestQuery")

    assert "is worth" in inline["i"][0]["input_message_content"]["message_text"]
    assert len(inline["e"]) > 3
    assert guest["result"]["input_message_content"]["message_text"] == inline["i"][0]["input_message_content"]["message_text"]


def test_an_inline_query_that_expired_holds_up_nobody(tmp_path: Path) -> None:
    async def talk(server: BotApi) -> None:
        await server.push(inline_query={"id": "old", "from": PERSON, "query": LARGEST, "offset": ""})
        await server.push(inline_query={"id": "i", "from": PERSON, "query": LARGEST, "offset": ""})
        await server.say(LARGEST)
        await called(server, "answerInlineQuery", 2)
        await server.until(1)
        await asyncio.sleep(0.5)

    server = talked(tmp_path, talk)

    assert server.calls["answerInlineQuery"] == 2
    assert "is worth" in server.texts()[0]


def test_who_asks_too_fast_is_told_once_and_who_may_not_ask_is_not_answered(tmp_path: Path) -> None:
    async def talk(server: BotApi) -> None:
        for _ in range(5):
            await server.say(LARGEST)
        await server.say(LARGEST, person=3)
        await server.say(LARGEST, person=2)
        await server.until(4)
        await asyncio.sleep(0.2)

    server = talked(tmp_path, talk, rate=2, allow=frozenset({1, 2}))

    assert [text.startswith("That was quick") for text in server.texts()] == [False, False, True]
    assert server.texts(3) == []
    assert len(server.texts(2)) == 1


def test_a_webhook_with_a_wrong_secret_or_too_long_a_body_is_refused(tmp_path: Path) -> None:
    async def talk(server: BotApi) -> None:
        import aiohttp  # noqa: PLC0415 - only here

        async with asyncio.timeout(10):
            while not server.webhook.get("url"):
                await asyncio.sleep(0.01)
        secret = {"X-Telegram-Bot-Api-Secret-Token": server.webhook["secret_token"]}
        async with aiohttp.ClientSession() as session:
            codes = [
                (await session.post(server.webhook["url"], json={"update_id": 1}, headers=headers, data=None)).status
                for headers in ({}, {"X-Telegram-Bot-Api-Secret-Token": "guess"}, secret)
            ]
            codes.append((await session.post(server.webhook["url"], data=io.BytesIO(b"x" * (2 << 20)), headers=secret)).status)
            codes.append((await session.post(server.webhook["url"], data=b"no json", headers=secret)).status)
        assert codes == [403, 403, 200, 413, 200]
        await server.say(LARGEST)
        await server.until(1)

    talked(tmp_path, talk, webhook="http://127.0.0.1:18766/hook", listen="127.0.0.1:18766")


def test_the_health_check_says_what_waits(tmp_path: Path) -> None:
    async def talk(server: BotApi) -> None:
        import aiohttp  # noqa: PLC0415 - only here

        await server.say(LARGEST)
        await server.until(1)
        await asyncio.sleep(0.1)
        async with aiohttp.ClientSession() as session:
            health = await (await session.get("http://127.0.0.1:18767/healthz")).json()
            metrics = await (await session.get("http://127.0.0.1:18767/metrics")).text()
        assert health["ok"]
        assert 'dealdesk_updates{status="done"} 1' in metrics

    talked(tmp_path, talk, health="127.0.0.1:18767")
