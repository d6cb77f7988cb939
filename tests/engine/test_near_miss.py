"""What stands near to what is asked is no answer: a role, a party, a price or a time that the sources do not state."""

from __future__ import annotations

import pytest

from dealdesk.domain.answer import Answered
from dealdesk.render.reply import reply_of
from tests.support.world import CORPORA, engine_of


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
        ("invented", "At what price does Tarvequil's contract with Kaddorine convert into shares?"),
        ("invented_thirtyseventh", "How much did Daubeny Foods pay?"),
        ("invented_thirtyninth", "How much does Vellamoor owe?"),  # an order of its own is no debt
        ("invented_fortieth", "How much does Dapplemere owe Crestavane Bank?"),  # which was only asked
        ("invented", "How much does Kaddorine sell?"),  # which only buys
        ("invented", "How much is Kaddorine worth?"),
        ("invented", "How much does Kaddorine earn?"),
        ("invented_thirtyfourth", "Is Okitsuma the smallest of the three?"),  # of companies, whose size no deal is
        ("invented_thirtyeighth", "What was the advance Merriday had paid?"),  # not what was cancelled
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
        ("invented", "Is Kaddorine worth $1.8 billion?"),  # the value of its contract
        ("invented", "Is Tarvequil profitable?"),
        ("invented", "How much cash does Tarvequil have?"),
        ("invented", "How much debt does Tarvequil have?"),
        ("invented", "How many people will Kaddorine hire?"),
        ("invented_twentyfourth", "Did Baltasar Nunes found Azulejo?"),
        ("invented_twentyfifth", "Does Meranti own 6% of Suria?"),  # it is the other way round
        ("invented_twentyfifth", "What is the successor of Gasing?"),
        ("invented_twentyseventh", "Does Papatya own part of Lodos?"),
        ("invented_twentyseventh", "Is Karayel profitable?"),
        ("invented_twentyseventh", "How much capacity did Kirpi order in megawatts?"),
        ("invented_twentyseventh", "What percent of the expansion is a new order?"),
        ("invented_thirtysixth", "Who is the chief executive of Murantha?"),  # its head of infrastructure is somebody else
        ("invented_thirtysixth", "How large is the bridge loan that Caddisfell wants to pay off?"),
        ("invented_thirtysixth", "Of the 2031 data-center spending, what part does Ombelle account for by itself?"),
        ("invented_thirtysixth", "How much will the three spires invest in data centers in 2027?"),
        ("invented_thirtysixth", "What did the giants spend over the past year?"),
        ("invented", "Did Kaddorine buy Tarvequil?"),  # it buys of it
        ("invented", "Is Kaddorine bigger than Tarvequil?"),
        ("invented", "Is Kaddorine happy with Tarvequil?"),
        ("invented", "When was Tarvequil listed?"),
        ("invented", "How long has Tarvequil existed?"),
        ("invented", "How much did Kaddorine laugh?"),
        ("invented", "When did Kaddorine take over Tarvequil?"),
        ("invented", "How much did Kaddorine pay for Tarvequil?"),
        ("invented_thirtysixth", "Did Murantha acquire Caddisfell?"),  # but a part of it
        ("invented_thirtyseventh", "What coupon will the 2038 senior notes carry?"),  # that of a loan is stated
        ("invented_thirtyseventh", "How much cash does Bexleyford have in the till?"),
        ("invented_thirtyeighth", "Does Thursday's agreement replace the older one Palvetta had with Gorsewick?"),
    ],
)
def test_what_is_not_stated_stays_unknown(corpus: str, question: str) -> None:
    status, text = said(corpus, question)

    assert status == "unknown", text


@pytest.mark.parametrize("corpus", CORPORA)
@pytest.mark.parametrize("wording", ["Is {} bigger than {}?", "How much larger is {} than {}?"])
def test_partners_of_a_deal_are_not_measured_by_what_is_between_them(corpus: str, wording: str) -> None:
    engine = engine_of(corpus)
    names = engine.context.knowledge.names
    parties = ([one for _, one in deal.parties if names[one].kind == "company"] for deal in engine.context.knowledge.deals)
    pairs = {(one, other) for both in parties for one in both for other in both if one != other}

    for one, other in sorted(pairs):
        question = wording.format(names[one].name, names[other].name)
        answer = engine.answer(question, None).answer
        assert not (isinstance(answer, Answered) and any(s.calculation for s in answer.statements)), question
    assert pairs


@pytest.mark.parametrize(
    ("corpus", "question", "opening"),
    [
        ("invented_twentyfourth", "Is Baltasar Nunes the CFO of Azulejo?", "Yes: "),
        ("invented_twentyfourth", "Did Sabia pay 120 million?", "Sabia Genomics may leave"),
        ("invented_twentyfourth", "Did Zumbido order another 1.3 billion?", "Zumbido holds an option"),
        ("invented_twentyfourth", "Are there 140 megawatts in total near Evora?", "The larger of the two halls"),
        ("invented_twentyfourth", "Did Fogueira cancel the Navarra contract?", "Navarra Lines's June 2028 contract"),
        ("invented_twentyfourth", "Was Navarra's contract cancelled because of price?", "Navarra Lines's June 2028 contract"),
        ("invented_twentyfourth", "Was Navarra's contract cancelled?", "Yes: "),
        ("invented_twentyfifth", "Is Linh Doan the CEO of Meranti?", "No: Suraya Hamdan"),
        ("invented_twentyfifth", "Is Suraya Hamdan the boss of Meranti?", "Yes: "),
        ("invented_twentyfifth", "Does Suria own 6% of Meranti?", "Yes: "),
        ("invented_twentyfifth", "Did Suraya Hamdan found Meranti?", "Yes: "),
        ("invented_twentyfifth", "Did Suraya Hamdan found Meranti alone?", "Suraya Hamdan and Govind Pillaiyar"),
        ("invented_twentyfifth", "Is Pelangi's June 2032 order bigger than all others combined?", "No: About"),
        ("invented_twentyseventh", "Is Deniztay's order up to $640 million?", "Deniztay's"),  # it is at least that
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
        ("shipped", "Did Meta's shares rise more than CoreWeave's before the bell?", "No: Over 8%"),
        ("shipped", "Did CoreWeave's shares rise more than Meta's before the bell?", "Yes: Over 8%"),
        ("shipped", "Is it wrong that Meta's stock rose more than CoreWeave's?", "Over 8%"),
        ("shipped", "Is Huang's new outlook larger than the old one?", "At least $1 trillion"),  # which is which is not said by names
        ("shipped", "Is OpenAI's May order smaller than any Meta order?", "Yes: $14.2 billion"),
        ("shipped", "Is Meta's new order smaller than any OpenAI order?", "No: "),
        ("shipped", "Is the new Meta order bigger than any single OpenAI contract?", "Up to $21 billion"),  # not than all of them
        ("invented", "Did Kaddorine sign a new contract?", "Kaddorine's April 2026"),  # not the latest of all, which is another's
        ("shipped", "Is there a new contract?", "Yes: Meta's newest"),
        ("shipped", "Is Meta the biggest?", "Yes: Meta's newest"),
        ("shipped", "Do any contracts end in 2030?", "Meta's September 2025"),  # others state no end, and one of them a term
        ("invented_thirtyeighth", "Do all customers of Gorsewick use Bastide?", "No: "),  # which Gorsewick itself buys
        ("invented_thirtyeighth", "Did Beckerill raise his target to $75?", "Yes: "),
        ("invented_thirtyfourth", "Do the bonds mature in 2031?", "No: The bonds that Thrupwell sold"),  # others are shelved
        ("invented_fortyfirst", "Is the loan due in 2038?", "Halberwyn's loan of November 2030"),
        ("invented_thirtyeighth", "Does the Palvetta contract run until September 2038?", "Palvetta's newest contract"),
        ("shipped", "Both note issues are convertible and mature in 2032, right?", "No: "),
        ("shipped", "Is NVIDIA one of the five tech groups projected to spend $650 billion?", "No: The five are"),
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
        ("invented", "What did Kaddorine order in may in total?", "$1.8 billion", "$5.2 billion"),
        ("invented", "How much did Kaddorine order after March in total?", "$5.2 billion", "$1.8 billion"),
        ("invented", "Who has the most contracts?", "Zephrondal and Kaddorine have the most: two contracts each", "has the most"),
        ("invented", "When did Zephrondal expand its deal?", "August 2025", "October 2024 contract"),
        ("invented", "How many times did Kaddorine expand?", "no deal with Kaddorine where it expands", "Two contracts"),
        ("invented", "Which deal ends first?", "another may end earlier", "No: "),
        ("invented", "Deals with no stated end date", "Kaddorine with Osmerrath", "Tarvequil"),
        ("invented", "Did Kaddorine or Zephrondal sign first?", "Zephrondal's October 2024", "Yes"),
        ("invented", "How is Kaddorine connected to Tarvequil?", "$5.2 billion", "Zephrondal"),
        ("invented", "Last Kaddorine deal value", "$5.2 billion", "months"),
        ("invented", "How much bigger is Zephrondal's newest contract?", "$3.5 billion", "unknown"),
        ("invented_twentyfifth", "How much secured notes?", "$650 million", "$1.1 billion"),
        ("invented_twentyfifth", "Who ordered more, Lontar or Pelangi?", "Pelangi Pay has the most", "90%"),
        ("invented_twentyfifth", "How much did Bank Nusaraya lend?", "not of Bank Nusaraya alone", "Pelangi"),
        ("invented_twentyfifth", "How much of the Pelangi deal is a fresh order?", "$2.9 billion", "75"),
        ("invented_twentysixth", "Kostic's forecast minus Zeman's?", "$28 billion more", "$20 billion more"),  # she has raised it
        ("invented_twentysixth", "When did Dukat cancel its contract?", "In February", "was announced"),
        ("invented_twentysixth", "Who is Zlatna's CEO?", "Bogdan Horvat", "Lasta"),
        ("invented_twentysixth", "When does Zrnko's contract end?", "4 years", "Kuriero"),
        ("invented_twentysixth", "Which companies are river clouds?", "Modra", "Sokolet"),
        ("invented_twentyseventh", "How many megawatts at Kozluca?", "not of Kozluca alone", "Kirpi"),
        ("invented_thirtieth", "Combined value of all Ombrivane contracts?", "€4.78 billion", "Sluice"),  # which it buys itself
        ("invented_thirtieth", "What percentage of Ombrivane's order book is Corrigold?", "58.58%", "Hollinder"),  # which is only planned
        ("invented_thirtieth", "Which contracts are planned?", "Hollinder", "Corrigold"),
        ("invented_twentieth", "Which deal was announced on Tuesday?", "announced on Tuesday", "Tuesday)."),
        ("invented_thirtysixth", "How did Caddisfell's shares react to the Oxmarrow deal?", "hardly moved", "Oxmarrow's shares"),
        ("invented_thirtyninth", "How much did Velland Motors pay to cancel?", "$55 million", "is worth"),
        ("invented_thirtyninth", "What was Vellamoor's revenue last year?", "$1.7 billion", "do not state"),
        ("shipped", "Which AMD chips will Meta get?", "no deal with Meta where hardware is AMD", "no deal between"),
        ("shipped", "Name the lenders CoreWeave approached in February.", "Morgan Stanley", "I cannot place"),
        ("shipped", "What's the price of the fresh deal Meta just struck?", "$21 billion", "$14.2 billion"),
        ("shipped", "How many percentage points ahead of Meta was CoreWeave in premarket trading?", "6 percentage points", "$"),
        ("shipped", "Rank the orders since last year.", "$21 billion", "I cannot place"),
        ("shipped", "Who's Facebook's parent company?", "Meta Platforms", "contract"),
        ("shipped", "Which suppliers gain from Rubin? Give me a few.", "liquid cooling", "OpenAI"),
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
        ("invented_eighteenth", ("Does the Sablewright deal exceed 1 billion?", "Was it for three years?"), "Yes: "),
    ],
)
def test_a_follow_up_stays_with_what_was_shown(corpus: str, turns: tuple[str, ...], must: str) -> None:
    assert must in said(corpus, *turns)[1]


@pytest.mark.parametrize(
    ("question", "opening"),
    [
        ("Is the $2.9 billion part of the $9.3 billion?", "Yes: "),
        ("Does the $9.3 billion include the $5.2 billion?", "No: "),
        ("Is the $2.9 billion on top of the $6.4 billion?", "Zephrondal's August 2025 contract"),
    ],
)
def test_an_amount_is_within_another_or_on_top_of_it(question: str, opening: str) -> None:
    assert said("invented", question)[1].startswith(opening), said("invented", question)[1]


@pytest.mark.parametrize(
    ("turns", "must"),
    [
        (("Kaddorine's May 2025 contract?", "and the April 2026 one?", "and Lumivarsk's?", "sum them up"), "$10.75 billion"),
        (("What is Zephrondal's total?", "and Kaddorine's?", "which is more?"), "$2.3 billion more"),
        (("Zephrondal's contracts?", "the smallest?", "what share is it of their total?"), "31.18%"),
        (("First Kaddorine contract?", "second?", "third?"), "only two contracts"),
        (("Kaddorine's April 2026 contract?", "difference with the May 2025 one?"), "$3.4 billion"),
        (("Zephrondal's contracts?", "add them", "minus Kaddorine"), "$2.3 billion more"),
        (("How much is Zephrondal's newest contract?", "and the original one?"), "October 2024"),
    ],
)
def test_a_follow_up_reckons_with_what_was_shown(turns: tuple[str, ...], must: str) -> None:
    assert must in said("invented", *turns)[1], said("invented", *turns)[1]
