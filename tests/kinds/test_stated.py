"""What is worked out or joined from what deals and facts state, and what is not."""

from __future__ import annotations

import pytest

from dealdesk.kinds.duration import Duration
from dealdesk.render.reply import reply_of
from tests.support.world import INVENTED, engine_of


@pytest.mark.parametrize(
    ("corpus", "question", "words"),
    [
        ("invented_eighth", "How long does the Raxapunta agreement run?", "46 months"),
        ("invented_seventh", "Which deals are in euros?", "€640 million"),
        ("invented_eighth", "Break the megawatts of Dzamuri Grid down by customer.", "Raxapunta: 95 MW"),
        ("invented_sixth", "Varneppo's notes: amount and coupon?", "4.5%"),
        ("invented_eighth", "Who makes the Tjorna chip?", "Kubosonde"),
        ("invented_thirtysecond", "What is the coupon of Thornquay's February notes?", "7.25%"),
        ("invented_thirtysecond", "What interest does Gloamridge pay on its loan?", "8.4%"),
        ("invented_thirtysecond", "Which contract was announced on 13 April 2029?", "$1.1 billion"),
        ("invented_thirtysecond", "How many customers have signed with Thornquay?", "Four customers"),
        ("invented_thirtythird", "How many contracts does Tarumbaya hold?", "Six contracts"),
        ("invented_thirtythird", "Who's the CFO?", "Escarza"),
        ("shipped", "Was OpenAI's last order signed before Meta's first?", "my sources do not say which comes first"),
        ("invented_thirtythird", "How many contracts did Tarumbaya sign in each year?", "2032: three contracts"),
        ("invented_thirtythird", "What did Minera Chascarro order from Tarumbaya?", "no deal between"),
    ],
)
def test_it_is_said(corpus: str, question: str, words: str) -> None:
    assert words in reply_of(engine_of(corpus).answer(question).answer).text


@pytest.mark.parametrize("corpus", INVENTED)
def test_a_length_is_counted_only_where_both_ends_and_no_term_are_stated(corpus: str) -> None:
    engine = engine_of(corpus)
    for deal in engine.context.knowledge.deals:
        turn = engine.answer(f"How long does {engine.context.wording.deal(deal)} run?")
        if isinstance(turn.query, Duration):
            meant = [one for one in engine.context.knowledge.deals if one.id in turn.deals]
            assert all((one.starts or one.announced) and one.ends and not one.term for one in meant)
            assert all(one.starts for one in meant) or "state no start; counted from the announcement" in reply_of(turn.answer).text


@pytest.mark.parametrize(
    "question", ["What is the total per customer?", "What is the total per month?", "Which customer has ordered the most?"]
)
def test_euros_and_dollars_are_not_added_up(question: str) -> None:
    reply = reply_of(engine_of("invented_seventh").answer(question).answer)
    sums = [line.statement.calculation for line in reply.lines if line.statement.calculation]

    assert all(len({getattr(one.value, "unit", "") for one in calculation.operands}) == 1 for calculation in sums)
    assert "€640 million" in reply.text
    assert "is not added in" in reply.text


def test_a_currency_tells_nothing_apart_where_there_is_one() -> None:
    assert "EUR" not in engine_of("invented").answer("How many dollars is Lumivarsk's contract worth?").interpretation
    assert len(engine_of("invented").answer("List the deals in dollars.").deals) > 1
