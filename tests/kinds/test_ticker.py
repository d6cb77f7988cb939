"""Tickers, which a name's entry gives and a sentence proves."""

from __future__ import annotations

import pytest

from dealdesk.domain.answer import Answered
from dealdesk.kinds.ticker import Ticker
from dealdesk.render.reply import reply_of
from tests.support.world import engine_of


@pytest.mark.parametrize(
    ("corpus", "question", "ticker"),
    [
        ("invented_twentysixth", "What is the ticker of Borovka?", "BRVK.US"),
        ("invented_twentysixth", "zlatna stock symbol?", "ZLTN.US"),
        ("invented_twentyfifth", "Under which symbol is Pelangi Pay listed?", "PLGI.US"),
    ],
)
def test_a_ticker_is_cited_with_the_sentence_that_gives_it(corpus: str, question: str, ticker: str) -> None:
    reply = reply_of(engine_of(corpus).answer(question).answer)

    assert ticker in reply.text
    assert any(ticker in source.quote for source in reply.citations)


@pytest.mark.parametrize("question", ["What is the ticker of Modra Stack?", "What is Miodek's stock symbol?"])
def test_a_ticker_that_nothing_gives_is_unknown(question: str) -> None:
    turn = engine_of("invented_twentysixth").answer(question)

    assert not isinstance(turn.answer, Answered)
    assert not isinstance(turn.query, Ticker)
