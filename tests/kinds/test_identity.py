"""A nickname belongs to one company; a group has the members that are given, and no others."""

from __future__ import annotations

import pytest

from dealdesk.domain.answer import Answered
from dealdesk.kinds.belonging import Belonging
from dealdesk.kinds.identity import Identity
from tests.support.world import CORPORA, engine_of


@pytest.mark.parametrize("corpus", CORPORA)
def test_a_nickname_leads_to_its_bearer_and_to_nobody_else(corpus: str) -> None:
    engine = engine_of(corpus)
    names = engine.context.knowledge.names
    companies = [name for name in names.values() if name.kind == "company"][:6]
    for fact in (f for f in engine.context.knowledge.facts if f.relation == "nickname" and len(f.object[0].split()) > 1):
        asked = engine.answer(f"Who is {fact.object[0]}?").answer
        assert isinstance(asked, Answered)
        assert asked.statements[0].text == fact.statement
        for name in companies:
            turn = engine.answer(f"Is {name.name} {fact.object[0]}?")
            assert isinstance(turn.answer, Answered)
            assert turn.answer.verdict == ("Yes" if name.id in fact.subject else "No")


@pytest.mark.parametrize("corpus", CORPORA)
def test_a_closed_group_has_its_members_only(corpus: str) -> None:
    engine = engine_of(corpus)
    knowledge = engine.context.knowledge
    companies = [name for name in knowledge.names.values() if name.kind == "company"]
    for group in (name for name in knowledge.names.values() if name.members):
        for company in companies:
            answer = engine.answer(f"Is {company.name} one of {group.name}?").answer
            assert isinstance(answer, Answered)
            assert answer.verdict == ("Yes" if knowledge.party(company.id) in group.members else "No")


@pytest.mark.parametrize(
    ("question", "verdict", "caveats"),
    [
        ("Is Nubrix a compute landlord?", "Yes", ()),
        ("Does Fenwhistle belong to the compute landlords?", "Yes", ()),
        ("Is Skarnvik a compute landlord?", "", ("My sources do not name Skarnvik among them.",)),
        ("Is Ambrel one of the four?", "Yes", ()),
        ("Is Skarnvik one of the four?", "No", ()),
    ],
)
def test_of_an_open_group_nobody_is_denied(question: str, verdict: str, caveats: tuple[str, ...]) -> None:
    answer = engine_of("invented_twentieth").answer(question).answer

    assert isinstance(answer, Answered)
    assert (answer.verdict, answer.caveats) == (verdict, caveats)


@pytest.mark.parametrize(
    "question",
    [
        "How did Straldvik come to be called the Ferryman?",
        "Why is Straldvik the Ferryman?",
        "Does the Ferryman own Dunzarello?",
        "Is Straldvik bigger than the Ferryman?",
    ],
)
def test_what_asks_for_more_than_who_it_is_is_another_question(question: str) -> None:
    assert not isinstance(engine_of("invented_fourth").answer(question).query, (Identity, Belonging))
