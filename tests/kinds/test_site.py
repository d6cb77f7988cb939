"""The power of one place, where a deal is served from several: what a figure states of it, and never what the deals come to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dealdesk.render.reply import reply_of
from tests.support.world import CORPORA, engine_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dealdesk.domain.quantity import Quantity
    from dealdesk.engine.engine import Engine

WORDINGS = (
    "How many megawatts are in {place} in total?",
    "How many megawatts are in {place} altogether?",
    "Do the contracts for {place} come to {power} together?",
)


def places(engine: Engine) -> Iterator[tuple[str, Quantity]]:
    """Each place beside others from which a deal is served, with the power of that deal."""
    for deal in engine.context.knowledge.deals:
        for place in (deal.location or "").replace(" and ", ", ").split(", "):
            if place and deal.power and deal.is_partly_at(place):
                yield place, deal.power


@pytest.mark.parametrize("corpus", CORPORA)
def test_no_sum_is_told_of_one_of_several_places(corpus: str) -> None:
    engine = engine_of(corpus)
    for place, power in places(engine):
        for wording in WORDINGS:
            asked = wording.format(place=place, power=f"{power.amount:f} MW")
            text = reply_of(engine.answer(asked).answer).text
            assert not text.startswith(("Together", "Yes")), asked


@pytest.mark.parametrize(
    ("question", "start"),
    [
        ("How many megawatts does Palvetta get in Tarbeck?", "In Tarbeck, Gorsewick will supply 180 megawatts"),
        ("Did Gorsewick supply 410 megawatts to Palvetta in Tarbeck?", "No: In Tarbeck, Gorsewick will supply 180 megawatts"),
        ("How many megawatts does Palvetta get?", "Palvetta's newest contract with Gorsewick comes with 410 MW"),
    ],
)
def test_what_a_figure_states_of_a_place_is_told(question: str, start: str) -> None:
    assert reply_of(engine_of("invented_thirtyeighth").answer(question).answer).text.startswith(start)
