"""A statement confirms what it says to be so: not what it quotes, plans, permits or says of another date or amount."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dealdesk.domain.answer import Answered
from dealdesk.matching.assertion import asserts
from tests.support.world import engine_of

if TYPE_CHECKING:
    from dealdesk.engine.engine import Engine


@pytest.mark.parametrize(
    ("question", "statement"),
    [
        ("Did Kaddorine sell its ferries?", "Kaddorine sold its ferries."),
        ("Will Kaddorine sell its ferries?", "Kaddorine plans to sell its ferries."),
        ("Does Kaddorine plan to sell its ferries?", "Kaddorine plans to sell its ferries."),
        ("May Kaddorine sell its ferries?", "Kaddorine may sell its ferries."),
        ("Did Kaddorine cancel the order?", "Kaddorine cancelled the order in May 2025."),
        ("Did Kaddorine cancel the order in May 2025?", "Kaddorine cancelled the order in May 2025, after it had moved in April 2024."),
        ("Is $12 billion for ferries?", "About $12 billion is for ferries; the rest is for barges."),
        ("Did Kaddorine get its deposit back?", "Kaddorine got back its deposit."),
    ],
)
def test_what_a_statement_says_is_asserted(invented: Engine, question: str, statement: str) -> None:
    context = invented.context

    assert asserts(statement, context.reader.read(question), context)


@pytest.mark.parametrize(
    ("question", "statement"),
    [
        ("Did Kaddorine sell its ferries?", "Kaddorine plans to sell its ferries."),
        ("Did Kaddorine sell its ferries?", "Kaddorine may sell its ferries."),
        ("Did Kaddorine sell its ferries?", "The sale of Kaddorine's ferries was called off."),
        ("Will Kaddorine sell its ferries?", "Osmerrath takes it for granted that Kaddorine will sell its ferries."),
        ("Did Kaddorine cancel the order in April 2024?", "In May 2025, Kaddorine cancelled the order that it had placed in April 2024."),
        ("Did Kaddorine get its deposit back?", "Kaddorine's deposit stays with Osmerrath."),
        ("Is $12 billion for barges?", "About $12 billion is for ferries; the rest is for barges."),
    ],
)
def test_what_is_planned_permitted_or_of_another_clause_is_not(invented: Engine, question: str, statement: str) -> None:
    context = invented.context

    assert not asserts(statement, context.reader.read(question), context)


@pytest.mark.parametrize(
    ("corpus", "question"),
    [
        ("invented", "Is Ilvane Dremmick building on paper?"),  # which only stands in what he says
        ("invented_thirtyfifth", "Does Flickerloom own Ostrevane?"),  # its own parent
        ("invented_fortyfirst", "Did Yttermond lend Halberwyn $2.2 billion?"),  # which it only guarantees
        ("invented_fortyfirst", "Did Sarnivolt order 275 megawatts?"),  # which it supplies
        ("invented_thirtyfifth", "Is Ostrevane ahead of Quillmere in video generation?"),  # with which it catches up
        ("invented_thirtyninth", "Is Sunniva Olwen chief executive?"),  # the finance chief
        ("invented_fortieth", "Is the saturation thesis right?"),  # which is only defined
        ("invented_fortieth", "Is the supplement for training?"),  # `not training models`
        ("invented_eighth", "Did Shevlyk buy the hall?"),  # which it leases
        ("invented_thirtyseventh", "Did Brackenmoor Bank increase its contract?"),  # which it cut
        ("invented_thirtyseventh", "Will Bexleyford be profitable in 2036?"),  # when a contract ends
    ],
)
def test_no_yes_is_said_to_what_is_not_asserted(corpus: str, question: str) -> None:
    answer = engine_of(corpus).answer(question).answer

    assert not isinstance(answer, Answered) or answer.verdict != "Yes"
