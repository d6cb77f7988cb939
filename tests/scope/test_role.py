"""Who buys from whom, and when a question has it the wrong way round."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dealdesk.render.reply import reply_of
from dealdesk.scope.role import reversed_roles
from dealdesk.scope.scope import scope_of
from tests.support.world import engine_of

if TYPE_CHECKING:
    from dealdesk.engine.engine import Engine


@pytest.mark.parametrize(
    "question",
    [
        "How much will Tarvequil pay Lumivarsk?",
        "How much did Brixolune order from Zephrondal?",
        "Did Osmerrath buy from Kaddorine?",
        "When did Tarvequil rent from Kaddorine?",
        "Does Lumivarsk supply Tarvequil?",
        "Does Kaddorine lease capacity to Osmerrath?",
        "Did Kaddorine receive $5 billion from Tarvequil?",
        "Is Tarvequil buying compute from Kaddorine?",
        "Did Tarvequil commit $5 billion to Kaddorine?",
    ],
)
def test_the_wrong_way_round(invented: Engine, question: str) -> None:
    assert reversed_roles(invented.context.reader.read(question), invented.context) is not None


@pytest.mark.parametrize(
    "question",
    [
        "How much will Lumivarsk pay Tarvequil?",
        "How much did Zephrondal order from Brixolune?",
        "How much is Tarvequil paid by Lumivarsk?",
        "How large are Brixolune's orders from Zephrondal?",
        "How much did Lumivarsk order?",
        "Does Tarvequil supply Lumivarsk?",
        "Does Kaddorine lease capacity from Osmerrath?",
        "Did Tarvequil receive $5 billion from Kaddorine?",
        "Does Kaddorine get capacity from Osmerrath?",
        "Did every Tarvequil order come from Kaddorine?",
    ],
)
def test_the_right_way_round(invented: Engine, question: str) -> None:
    assert reversed_roles(invented.context.reader.read(question), invented.context) is None


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("How much has Nuvashtei ordered from Gwerdhal?", ["gwerdhal-nuvashtei-2025-08"]),
        ("Which contracts does Nuvashtei have with Gwerdhal?", ["gwerdhal-nuvashtei-2025-08"]),
        ("How big are Nuvashtei's orders?", ["gwerdhal-nuvashtei-2025-08"]),
    ],
)
def test_a_company_that_buys_here_and_sells_there_ordered_only_what_it_bought(question: str, rows: list[str]) -> None:
    engine = engine_of("invented_sixth")
    scope = scope_of(engine.context.reader.read(question), engine.context)

    assert [deal.id for deal in engine.context.rows(scope.selection)] == rows


def test_what_a_company_spends_is_what_it_buys() -> None:
    engine = engine_of("invented_thirtyninth")

    assert "$2.3 billion" in reply_of(engine.answer("How much did Vellamoor spend on processors?").answer).text
    assert "bought by Vellamoor" in reply_of(engine.answer("How much did Vellamoor spend in 2028?").answer).text
    assert "Dromarra" in reply_of(engine.answer("Which customer of Vellamoor spends most?").answer).text
