"""Whose part of whose contracts: the whole is that of the seller who is named, against a plain computation over the table."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest

from dealdesk.domain.answer import Answered
from dealdesk.domain.quantity import Quantity
from dealdesk.render.reply import reply_of
from tests.support.world import CORPORA, engine_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dealdesk.engine.engine import Engine

WORDINGS = (
    "What share of {provider}'s contracts comes from {customer}?",
    "What percentage of {provider}'s total contracts is {customer}'s?",
    "What part of {provider}'s contracts comes from {customer}?",
    "{customer}'s share of {provider}'s contracts?",
)


def shares(engine: Engine) -> Iterator[tuple[str, str, float]]:
    """Seller, buyer, and how much of all that the seller's contracts are worth is the buyer's, in percent."""
    knowledge = engine.context.knowledge
    for provider in dict.fromkeys(deal.provider for deal in knowledge.deals if deal.provider):
        sold = [d for d in knowledge.deals if d.provider == provider and d.kind == "compute contract"]
        bought = any(d.customer == provider for d in knowledge.deals)
        plain = all(d.status in {None, "signed"} and d.value and not (d.supersedes or d.includes or d.part_of) for d in sold)
        units = {d.value.unit for d in sold if d.value}
        other = any(set(d.parties) & {("provider", provider)} and d.kind != "compute contract" for d in knowledge.deals)
        stated = any({d.id for d in sold} & set(f.total_of) for f in knowledge.figures)
        if len(sold) < 2 or bought or not plain or len(units) != 1 or other or stated:
            continue
        total = sum(d.value.amount for d in sold if d.value)
        for customer in dict.fromkeys(d.customer for d in sold if d.customer):
            own = sum(d.value.amount for d in sold if d.customer == customer and d.value)
            if own != total:
                yield knowledge.say(provider), knowledge.say(customer), float(100 * own / total)


@pytest.mark.parametrize("corpus", CORPORA)
def test_the_whole_is_the_sellers(corpus: str) -> None:
    engine = engine_of(corpus)
    for (provider, customer, share), wording in zip(shares(engine), itertools.cycle(WORDINGS), strict=False):
        asked = wording.format(provider=provider, customer=customer)
        answer = engine.answer(asked).answer

        assert isinstance(answer, Answered), asked
        value = answer.statements[0].value
        assert isinstance(value, Quantity), asked
        assert float(value.amount) == pytest.approx(share, abs=0.01), asked


@pytest.mark.parametrize(
    ("corpus", "question"),
    [
        ("invented_thirtyeighth", "What fraction of the contract is paid in advance?"),
        ("invented_thirtyeighth", "What share of Merriday Pictures's contract is Palvetta's newest contract?"),
        ("invented_fortieth", "How much of the advance did Dapplemere keep?"),
        ("invented_fortieth", "How much of the down payment did Dapplemere keep?"),
    ],
)
def test_no_share_is_made_of_what_is_no_part(corpus: str, question: str) -> None:
    text = reply_of(engine_of(corpus).answer(question).answer).text

    assert "% of" not in text
    assert not text.startswith("About")


@pytest.mark.parametrize("wording", WORDINGS)
def test_a_seller_beside_others_has_a_whole_of_its_own(wording: str) -> None:
    answer = engine_of("invented_thirtysecond").answer(wording.format(provider="Gloamridge", customer="Yolmara")).answer

    assert isinstance(answer, Answered)
    assert answer.statements[0].text.startswith("About 49.76%: at least $2.1 billion")
