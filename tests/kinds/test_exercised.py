"""What a deal comes to if its option is used, against a plain computation; nothing where none is supposed to be used."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from dealdesk.domain.answer import Answered
from dealdesk.domain.period import PartialDate
from dealdesk.domain.quantity import Quantity
from tests.support.world import CORPORA, engine_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dealdesk.domain.answer import Answer
    from dealdesk.engine.engine import Engine

NUMBERS = {"one": 1, "two": 2, "three": 3, "18": 18}
LONGER = re.compile(r"(?:prolong|extend|lengthen|add|more)\b.*?\b(one|two|three|18) (?:more )?(year|month)s?\b|^(18) (month)s more")
SUPPOSED = (
    "If {customer} uses the option of its {month} contract with {provider}, when does it end?",
    "Until when would {customer}'s {month} contract with {provider} run if the option were used?",
    "Suppose {customer} uses the option of its {month} contract with {provider}. When would it end?",
)
NOT_SUPPOSED = (
    "When does {customer}'s {month} contract with {provider} end?",
    "If {customer} does not use the option of its {month} contract with {provider}, when does it end?",
)


def prolonged(engine: Engine) -> Iterator[tuple[dict[str, str], PartialDate]]:
    """How a contract is named that states its end and an unused option of so many years or months; the end with both."""
    knowledge = engine.context.knowledge
    for deal in knowledge.deals:
        said = LONGER.search((deal.option or "").partition(" if ")[0])
        alike = [
            d for d in knowledge.deals if (d.customer, d.provider, str(d.announced)) == (deal.customer, deal.provider, str(deal.announced))
        ]
        used = any(deal.id in other.extends for other in knowledge.deals)
        if deal.ends and deal.ends.year and deal.ends.month and deal.announced and said and len(alike) == 1 and not used:
            number, unit = (one for one in said.groups() if one)
            after = deal.ends.year * 12 + deal.ends.month - 1 + NUMBERS[number] * (12 if unit == "year" else 1)
            customer, provider = knowledge.say(deal.customer or ""), knowledge.say(deal.provider or "")
            month = PartialDate(deal.announced.year, deal.announced.month)
            yield {"customer": customer, "provider": provider, "month": str(month)}, PartialDate(after // 12, after % 12 + 1)


def reckoned(answer: Answer) -> list[object]:
    return [s.value for s in answer.said if s.calculation and "option" in s.calculation.operation] if isinstance(answer, Answered) else []


def test_there_are_such_contracts() -> None:
    assert sum(1 for corpus in CORPORA for _ in prolonged(engine_of(corpus))) > 5


@pytest.mark.parametrize("corpus", CORPORA)
def test_the_end_with_the_option_is_counted_from_the_stated_one(corpus: str) -> None:
    engine = engine_of(corpus)
    for named, ends in prolonged(engine):
        for asked in SUPPOSED:
            assert reckoned(engine.answer(asked.format(**named)).answer) == [ends], asked.format(**named)
        for asked in NOT_SUPPOSED:
            assert not reckoned(engine.answer(asked.format(**named)).answer), asked.format(**named)


def test_megawatts_of_an_option_are_added_to_those_stated() -> None:
    engine = engine_of("invented_thirtyeighth")
    answer = engine.answer("If Palvetta exercises its option, how many megawatts would it have?").answer

    assert isinstance(answer, Answered)
    assert [s.value.amount for s in answer.said if s.calculation and isinstance(s.value, Quantity)] == [Decimal(505)]


def test_an_option_that_another_deal_has_used_is_not_counted_again() -> None:
    assert not reckoned(engine_of("invented_thirtyfourth").answer("If Kazemori uses the option, when does the contract end?").answer)
