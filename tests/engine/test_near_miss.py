"""What stands near to what is asked is no answer: a role, a party, a price or a time that the sources do not state."""

from __future__ import annotations

import pytest

from dealdesk.render.reply import reply_of
from tests.support.world import engine_of


def said(corpus: str, *questions: str) -> tuple[str, str]:
    engine, turn = engine_of(corpus), None
    for question in questions:
        turn = engine.answer(question, turn)
    assert turn is not None
    reply = reply_of(turn.answer)
    return reply.status, reply.text


@pytest.mark.parametrize(
    ("corpus", "question"),
    [
        ("invented", "How much did Tarvequil spend?"),  # which only sells
        ("invented", "How much does Kaddorine sell?"),  # which only buys
        ("invented", "How much is Kaddorine worth?"),
        ("invented", "How much does Kaddorine earn?"),
        ("invented_twentyfourth", "Who is Sabia's finance chief?"),
        ("invented_twentyfourth", "Is Colibri a chip?"),
        ("invented_twentyfourth", "Did Azulejo's shares rise in July?"),  # they did on a Wednesday in May
        ("invented_twentyfourth", "What did Sabia say?"),
        ("invented_twentyfifth", "Who is Meranti's COO?"),
        ("invented_twentyfifth", "What does Gasing cost?"),
        ("invented_twentyfifth", "Does Pelangi pay in advance?"),
        ("invented_twentysixth", "Who is Borovka's CFO?"),  # a spokesman is none
        ("invented_twentysixth", "Where did Horvat work before?"),
        ("invented_twentysixth", "Where is Borovka based?"),
        ("invented_twentysixth", "Who pays more per megawatt, Miodek or Lipa?"),
        ("invented_twentysixth", "Does Lasta belong to Borovka?"),  # the program is another company's
        ("invented_twentyninth", "Who supplies Lanthorn?"),  # not who rents it out
        ("invented_twentyninth", "Revenue growth in percent by Marling?"),  # a rival forecast has not become this one
        ("invented", "Who backs Tarvequil?"),
        ("invented", "What does Zephrondal need?"),
        ("invented", "What is a convertible note?"),
    ],
)
def test_what_is_not_stated_stays_unknown(corpus: str, question: str) -> None:
    status, text = said(corpus, question)

    assert status == "unknown", text


@pytest.mark.parametrize(
    ("corpus", "question", "opening"),
    [
        ("invented_twentyfourth", "Is Baltasar Nunes the CFO of Azulejo?", "Yes: "),
        ("invented_twentyfourth", "Did Baltasar Nunes found Azulejo?", "Baltasar Nunes is the chief financial officer"),
        ("invented_twentyfourth", "Is Ottoline Abara the CEO of Sabia?", "Ottoline Abara is the head of research"),
        ("invented_twentyfourth", "Did Sabia pay 120 million?", "Sabia Genomics may leave"),
        ("invented_twentyfourth", "Did Zumbido order another 1.3 billion?", "Zumbido holds an option"),
        ("invented_twentyfourth", "Are there 140 megawatts in total near Evora?", "The larger of the two halls"),
        ("invented_twentyfourth", "Did Fogueira cancel the Navarra contract?", "Navarra Lines's June 2028 contract"),
        ("invented_twentyfourth", "Was Navarra's contract cancelled because of price?", "Navarra Lines's June 2028 contract"),
        ("invented_twentyfourth", "Was Navarra's contract cancelled?", "Yes: "),
        ("invented_twentyfifth", "Is Linh Doan the CEO of Meranti?", "No: Suraya Hamdan"),
        ("invented_twentyfifth", "Is Suraya Hamdan the boss of Meranti?", "Yes: "),
        ("invented_twentyfifth", "Is Loke Mei Yin the CEO of Suria?", "Loke Mei Yin is the president"),
        ("invented_twentysixth", "Does Sokolet's contract end in 2029?", "No: Sokolet's March 2028 contract"),  # it was prolonged
        ("invented_twentysixth", "Does Kostic expect $60 billion now?", "In February"),  # she raised it
        ("invented_twentysixth", "Did Kostic raise her forecast by 8 billion?", "In February"),
        ("invented_twentysixth", "Is Borovka still seeking the loan?", "The loan that Borovka was seeking"),
        ("invented_twentysixth", "Could Miodek reach 300 megawatts?", "Miodek's"),  # 240 and an option on 60
        ("invented", "Kaddorine signed in May 2025?", "Yes: "),
        ("invented", "Did Kaddorine sign two contracts?", "Yes: "),
        ("invented", "Did Kaddorine sign four contracts?", "No: Two"),
        ("invented", "Was Kaddorine's May 2025 contract signed in April 2026?", "No: "),
        ("invented_twentyninth", "Are there six orders?", "No: Five"),
        ("invented_twentyninth", "Is the whole 6.8 billion a new order?", "Belquora's June 12, 2030 contract"),  # part of it is an option
        ("invented", "Only Kaddorine signed in May 2025?", "Kaddorine's May 2025"),
        ("invented", "Is Kaddorine the second largest customer?", "Yes: "),
        ("invented", "Is Zephrondal the second largest customer?", "No: "),
    ],
)
def test_yes_is_said_only_of_what_the_statement_says(corpus: str, question: str, opening: str) -> None:
    assert said(corpus, question)[1].startswith(opening), said(corpus, question)[1]


@pytest.mark.parametrize(
    ("corpus", "question", "must", "never"),
    [
        ("invented_twentyfourth", "How many contracts does Fogueira have?", "Two contracts", "sale of new shares"),
        ("invented_twentyfourth", "How big is the share sale?", "$1.5 billion", "Zumbido"),
        ("invented_twentyfourth", "Share of Zumbido in Azulejo's orders?", "78.5", "55.6"),
        ("invented_twentyfourth", "When can Sabia leave the Fogueira deal?", "three years", "Azulejo"),
        ("invented_twentyfourth", "What is Fogueira?", "noon clouds", "cancelled"),
        ("invented_twentyfifth", "What did Lontar add?", "$1.2 billion", "$2.8 billion"),
        ("invented_twentyfifth", "How much did Pelangi add to its contract?", "$4.6 billion", "$6.1 billion"),
        ("invented_twentyfifth", "Which orders are only talks?", "Kenanga Air", "Lontar"),
        ("invented_twentysixth", "Which customer gets the most megawatts?", "240 MW", "$9.5 billion"),
        ("invented_twentysixth", "What is Zlatna?", "river clouds", "Lasta"),
        ("invented", "Mean Kaddorine order?", "average", "was announced"),
        ("invented", "How much money did Tarvequil get from Kaddorine?", "$5.2 billion", "not the other way"),
        ("invented_twentyeighth", "Which contracts aren't signed yet?", "Veyrano", "signed and"),
        ("invented_twentyeighth", "What is Kestravane's smallest signed contract?", "Calderax", "Veyrano"),
        ("invented_twentyninth", "List all customers", "Three customers", "Four"),
        ("invented", "What did Kaddorine order by June 2025 in total?", "$1.8 billion", "$5.2 billion"),
        ("invented", "Is Zephrondal's total twice Lumivarsk's?", "times", "Together: "),
    ],
)
def test_the_very_thing_is_answered(corpus: str, question: str, must: str, never: str) -> None:
    status, text = said(corpus, question)

    assert status == "answered"
    assert must in text
    assert never not in text


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("Rank the contracts from smallest to largest", "$1.8 billion"),
        ("Rank the contracts from largest to smallest", "$6.4 billion"),
        ("List all contracts by size", "$8 billion"),
    ],
)
def test_a_ranking_goes_the_way_that_is_said(question: str, first: str) -> None:
    assert first in said("invented", question)[1].split("\n")[0]


@pytest.mark.parametrize(
    ("corpus", "turns", "must"),
    [
        ("invented_twentyfifth", ("Lontar's January 2032 contract?", "is it bigger than the old one?"), "February 2031"),
        ("invented_twentysixth", ("Who are Borovka's rivals?", "which one is the largest"), "don't say"),
        ("invented_twentyfourth", ("How did Azulejo's shares move?", "and Navarra's?"), "My sources"),
    ],
)
def test_a_follow_up_stays_with_what_was_shown(corpus: str, turns: tuple[str, ...], must: str) -> None:
    assert must in said(corpus, *turns)[1]
