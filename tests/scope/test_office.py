"""The part that a question claims for a company, against the part that the table gives it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from dealdesk.context import wording
from dealdesk.render.reply import reply_of
from tests.support.world import CORPORA, engine_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dealdesk.domain.record import Deal
    from dealdesk.engine.engine import Engine


def told_by_value(engine: Engine) -> Iterator[tuple[Deal, str]]:
    """Each deal whose value no other deal has, and that value in words."""
    deals = [deal for deal in engine.context.knowledge.deals if deal.value]
    counted = Counter(deal.value.amount for deal in deals if deal.value)
    yield from ((deal, wording.amount(deal.value)) for deal in deals if deal.value and counted[deal.value.amount] == 1)


def text(engine: Engine, question: str) -> str:
    return reply_of(engine.answer(question).answer).text


@pytest.mark.parametrize("corpus", CORPORA)
def test_neither_side_is_taken_for_the_other(corpus: str) -> None:
    engine = engine_of(corpus)
    say = engine.context.knowledge.say
    trades = {(deal.customer, deal.provider) for deal in engine.context.knowledge.deals}
    for deal, value in told_by_value(engine):
        if deal.customer is None or deal.provider is None or (deal.provider, deal.customer) in trades:
            continue
        customer, provider = say(deal.customer), say(deal.provider)

        assert not text(engine, f"Is {provider} the customer in the {value} deal?").startswith("Yes: "), deal.id
        assert not text(engine, f"Is {customer} the provider in the {value} deal?").startswith("Yes: "), deal.id
        assert not text(engine, f"Is {customer} the customer in the {value} deal?").startswith("No: "), deal.id
        assert not text(engine, f"Is {customer} {provider}'s landlord?").startswith("Yes: "), deal.id


@pytest.mark.parametrize("corpus", CORPORA)
def test_who_borrows_does_not_lend(corpus: str) -> None:
    engine = engine_of(corpus)
    say = engine.context.knowledge.say
    for deal, value in told_by_value(engine):
        if deal.borrower and deal.lenders:
            assert not text(engine, f"Did {say(deal.borrower)} lend {value}?").startswith("Yes: "), deal.id
            assert not text(engine, f"Is {say(deal.lenders[0])} the borrower of the {value} loan?").startswith("Yes: "), deal.id


@pytest.mark.parametrize(
    ("question", "opening"),
    [
        ("Is Osmerrath a customer of Kaddorine?", "No: "),
        ("Is Kaddorine a customer of Osmerrath?", "Yes: "),
        ("Is Zephrondal a customer of Lumivarsk?", "My sources state no deal"),  # both buy, but of others
        ("Is Brixolune Zephrondal's supplier?", "Yes: "),
        ("Is Zephrondal Brixolune's supplier?", "No: "),
    ],
)
def test_of_whom_it_is_claimed(question: str, opening: str) -> None:
    assert text(engine_of("invented"), question).startswith(opening)
