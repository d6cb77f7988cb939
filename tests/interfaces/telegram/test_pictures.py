"""What is sent as a file: pictures of answers, spreadsheets; and what the buttons under an answer show of it."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest
from telegram import Bot
from telegram.error import BadRequest

from tests.interfaces.telegram.test_features import called, press, talked
from tests.support.botapi import TOKEN

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from tests.support.botapi import BotApi

TOTALS = "How much did each customer order?"
PNG = b"\x89PNG"


def data_of(message: dict[str, Any], text: str) -> str:
    """The data behind the button with this text."""
    keys = [key for row in message["reply_markup"]["inline_keyboard"] for key in row]
    return str(next(key["callback_data"] for key in keys if key["text"].endswith(text)))


def test_a_button_under_totals_sends_their_picture_as_a_reply_and_its_values_as_caption(tmp_path: Path) -> None:
    async def talk(server: BotApi) -> None:
        await server.say(TOTALS)
        await server.until(1)
        await press(server, data_of(server.sent[0], "Chart"), server.sent[0])
        await server.until(2)

    sent = talked(tmp_path, talk).sent[1]

    assert sent["photo"]["content"].startswith(PNG)
    assert sent["text"].startswith(TOTALS)
    assert "Kaddorine: " in sent["text"]


def test_the_buttons_of_an_older_answer_show_that_one(tmp_path: Path) -> None:
    async def talk(server: BotApi) -> None:
        await server.say("Which is the largest contract?")
        await server.say("How much did Lumivarsk order?")
        await server.until(2)
        for name in ("How I read this", "Sources"):
            await press(server, data_of(server.sent[0], name), server.sent[0])
        await server.until(3)
        await called(server, "answerCallbackQuery", 2)

    server = talked(tmp_path, talk)
    alert = next(body for method, body in server.asked if method == "answerCallbackQuery")

    assert alert["show_alert"]
    assert "largest" in alert["text"]
    assert len(alert["text"]) <= 200
    assert server.texts()[2].startswith("[1] ")
    assert server.texts()[2].splitlines()[0] in server.texts()[0]


def test_chart_draws_an_answer_and_offers_what_it_can_draw(tmp_path: Path) -> None:
    async def talk(server: BotApi) -> None:
        for text in (f"/chart {TOTALS}", "/chart", "/chart Who are you?"):
            await server.say(text)
        await server.until(3)
        first = server.sent[1]["reply_markup"]["inline_keyboard"][0][0]
        await press(server, first["callback_data"], server.sent[1])
        await server.until(4)

    sent = talked(tmp_path, talk).sent

    assert sent[0]["photo"]["content"].startswith(PNG)
    assert sent[2]["text"].startswith("There is nothing to draw")
    assert sent[3]["photo"]["content"].startswith(PNG)


@pytest.mark.parametrize(("words", "rows"), [("", 8), ("csv", 8), ("Which deals does Kaddorine have?", 2)])
def test_export_sends_numbers_as_numbers(tmp_path: Path, words: str, rows: int) -> None:
    async def talk(server: BotApi) -> None:
        await server.say(f"/export {words}".strip())
        await server.until(1)

    sent = talked(tmp_path, talk).sent[0]
    table = list(csv.DictReader(io.StringIO(sent["document"]["content"].decode("utf-8-sig"))))

    assert sent["document"]["file_name"] == "deals.csv"
    assert sent["text"].endswith(f"{len(table)} rows")
    assert len(table) == rows
    assert all(not row["value"] or int(row["value"]) > 0 for row in table)
    assert all(row["quote"] for row in table)


def test_export_of_no_deals_says_so(tmp_path: Path) -> None:
    async def talk(server: BotApi) -> None:
        await server.say("/export xlsx hello")
        await server.say("/export xlsx")
        await server.until(2)

    sent = talked(tmp_path, talk).sent

    assert "no deals" in sent[0]["text"]
    assert sent[1]["document"]["content"].startswith(b"PK")


def test_a_disliked_answer_is_logged_with_what_it_followed_on(tmp_path: Path) -> None:
    async def talk(server: BotApi) -> None:
        await server.say("How much did Lumivarsk order?")
        await server.say("And Kaddorine?")
        await server.until(2)
        keys = server.sent[1]["reply_markup"]["inline_keyboard"][-1]
        await press(server, keys[1]["callback_data"], server.sent[1])
        await called(server, "answerCallbackQuery")

    talked(tmp_path, talk, log=tmp_path / "log")
    entries = [json.loads(line) for line in (tmp_path / "log").read_text(encoding="utf-8").splitlines()]

    assert entries == [{"asked": ["How much did Lumivarsk order?", "And Kaddorine?"], "status": "disliked"}]


def test_a_file_that_was_sent_can_be_fetched_by_the_library(tmp_path: Path) -> None:
    async def talk(server: BotApi) -> None:
        await server.say("/export csv")
        await server.until(1)
        async with Bot(TOKEN, base_url=f"{server.url}/bot", base_file_url=f"{server.url}/file/bot") as bot:
            file = await bot.get_file(server.sent[0]["document"]["file_id"])
            fetched.append(bytes(await file.download_as_bytearray()))
            with pytest.raises(BadRequest):
                await bot.get_file("none")

    fetched: list[bytes] = []
    server = talked(tmp_path, talk)

    assert fetched == [server.sent[0]["document"]["content"]]
