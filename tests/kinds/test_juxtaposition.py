"""Two stated figures against each other, told apart by the years that a question names."""

from __future__ import annotations

import pytest

from dealdesk.render.reply import reply_of
from tests.support.world import engine_of


@pytest.mark.parametrize(
    ("corpus", "question", "said"),
    [
        ("invented_twentyfourth", "How many times bigger is the noon cloud market in 2032 than in 2028?", "2.5 times"),
        ("invented_twentyfourth", "How much more will customers spend on noon clouds in 2032 than in 2028?", "$8.1 billion more"),
        ("invented_twentyfourth", "Azulejo revenue growth 2028-2030 in percent, going by Lund?", "81.25%"),
        ("invented_twentyfourth", "By what percentage does Dessie expect Azulejo's revenue to grow from 2028 to 2030?", "About 50%"),
        ("invented_twentyfifth", "How many times do the barge clouds' 2035 revenues exceed those of 2031?", "3 times"),
    ],
)
def test_two_years_pick_the_figure_for_each(corpus: str, question: str, said: str) -> None:
    assert said in reply_of(engine_of(corpus).answer(question).answer).text


def test_a_difference_tells_no_date() -> None:
    reply = reply_of(engine_of("invented_twentyfourth").answer("When does the larger of the halls near Evora open?").answer)

    assert reply.text.startswith("The larger of the two halls near Evora has 140 megawatts and opens in January 2030")
