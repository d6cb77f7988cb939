"""Who buys from whom, and when a question has it the wrong way round."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dealdesk.scope.role import reversed_roles

if TYPE_CHECKING:
    from dealdesk.engine.engine import Engine


@pytest.mark.parametrize(
    "question",
    [
        "How much will Tarvequil pay Lumivarsk?",
        "How much did Brixolune order from Zephrondal?",
        "Did Osmerrath buy from Kaddorine?",
        "When did Tarvequil rent from Kaddorine?",
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
    ],
)
def test_the_right_way_round(invented: Engine, question: str) -> None:
    assert reversed_roles(invented.context.reader.read(question), invented.context) is None
