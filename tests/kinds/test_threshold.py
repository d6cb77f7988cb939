"""What a company ordered in all, held against an amount between its largest order and the sum of them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import pytest

from dealdesk.context import wording
from dealdesk.domain.quantity import Bound, Quantity
from dealdesk.render.reply import reply_of
from tests.support.world import CORPORA, engine_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dealdesk.domain.record import Deal
    from dealdesk.engine.engine import Engine


def between(engine: Engine) -> Iterator[tuple[str, str, bool]]:
    """Each customer of several contracts in one currency, an amount that only their sum exceeds, and whether no bound leaves that open."""
    knowledge = engine.context.knowledge
    held: defaultdict[str, list[Deal]] = defaultdict(list)
    for deal in knowledge.deals:
        if deal.customer:
            held[deal.customer].append(deal)
    sells = {deal.provider for deal in knowledge.deals}
    for customer, deals in held.items():
        plain = all(d.kind == "compute contract" and d.value and d.status in {None, "signed", "expanded"} for d in deals)
        whole = not any(d.supersedes or d.part_of or d.includes for d in deals) and not any(d.id in knowledge.replaced for d in deals)
        values = [d.value for d in deals if d.value]
        if len(values) < 2 or not (plain and whole) or customer in sells or len({v.unit for v in values}) > 1:
            continue
        amounts = sorted(v.amount for v in values)
        middle = (amounts[-1] + sum(amounts)) / 2
        settled = all(v.bound in {Bound.EXACTLY, Bound.ABOUT} for v in values)
        yield knowledge.say(customer), wording.amount(Quantity(amount=middle, unit=values[0].unit)), settled


@pytest.mark.parametrize("corpus", CORPORA)
def test_all_of_it_is_meant(corpus: str) -> None:
    engine = engine_of(corpus)
    for customer, amount, settled in between(engine):
        less, more = (reply_of(engine.answer(f"Has {customer} committed {word} than {amount}?").answer).text for word in ("less", "more"))

        assert not less.startswith("Yes: "), (customer, less)
        assert not more.startswith("No: "), (customer, more)
        if settled:
            assert less.startswith("No: "), (customer, less)
            assert more.startswith("Yes: "), (customer, more)


@pytest.mark.parametrize(
    ("question", "opening"),
    [
        ("Does OpenAI's commitment to CoreWeave exceed 20 billion?", "Yes: Together"),
        ("Has OpenAI's bill at CoreWeave passed 25 billion?", "Together about"),  # what has been paid, no source says
        ("Is OpenAI's business with CoreWeave over 20 billion?", "Yes: Together"),
        ("Does Meta's newest commitment exceed 30 billion?", "No: Meta's newest"),
        ("Is the Meta order above 25 billion?", "No: Meta's"),
    ],
)
def test_a_word_for_all_of_it_is_no_single_order(question: str, opening: str) -> None:
    assert reply_of(engine_of("shipped").answer(question).answer).text.startswith(opening)


@pytest.mark.parametrize(
    ("question", "opening"),
    [
        ("Did OpenAI order more than three times?", "No: Three"),
        ("Did OpenAI order more than two times?", "Yes: Three"),
        ("Are there more than four OpenAI contracts?", "No: Three"),
        ("Are there fewer than five OpenAI contracts?", "Yes: Three"),
        ("Has OpenAI ordered at least three times?", "Yes: Three"),
        ("Has OpenAI ever ordered less than 5 billion?", "Yes: OpenAI's May 2025"),
    ],
)
def test_a_number_of_orders_is_no_amount(question: str, opening: str) -> None:
    assert reply_of(engine_of("shipped").answer(question).answer).text.startswith(opening)
