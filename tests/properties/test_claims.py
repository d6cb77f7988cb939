"""What the corpus states is never denied where a question claims it; with its names exchanged it is never confirmed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dealdesk.domain.answer import Answered
from dealdesk.language.mention import Named
from tests.support.world import CORPORA, engine_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dealdesk.domain.answer import Answer
    from dealdesk.engine.engine import Engine

LONGEST = 140  # characters of a statement that a person would put as a claim
EITHER_WAY = ("compet", "rival", "challenger")  # what two are to each other
JOINED = {"and", ",", ", and", "&", "or", "with"}  # the same whichever comes first


def statements(engine: Engine) -> Iterator[str]:
    """Those of one clause, in nobody's own words."""
    for record in engine.context.knowledge.claims:
        text = record.statement.rstrip(".")
        if len(text) <= LONGEST and not {"“", ";", ":"} & set(text) and not any(word in text for word in (", who ", "s' ")):
            yield text


def exchanged(engine: Engine, text: str) -> str | None:
    """A statement with its first two companies exchanged; None where there are not two, or it is the same either way."""
    reader, knowledge = engine.context.reader, engine.context.knowledge
    tokens = reader.lexicon.tokens(text)
    named = [(m, m.sense.ids[0]) for m in reader.mentions(tokens) if isinstance(m.sense, Named) and len(m.sense.ids) == 1]
    said = [(m, one) for m, one in named if knowledge.names[one].kind == "company"][:2]
    if len(said) != 2 or knowledge.party(said[0][1]) == knowledge.party(said[1][1]):
        return None
    (first, one), (second, two) = said
    start, middle, later, end = tokens[first.start].start, tokens[first.end - 1].end, tokens[second.start].start, tokens[second.end - 1].end
    if text[middle:later].strip() in JOINED or any(word in text for word in EITHER_WAY):
        return None
    owns, owned = ("'s" if text[at:to].endswith(("'s", "'")) else "" for at, to in ((start, middle), (later, end)))
    return f"{text[:start]}{knowledge.say(two)}{owns}{text[middle:later]}{knowledge.say(one)}{owned}{text[end:]}"


def verdict(answer: Answer) -> str:
    return answer.verdict if isinstance(answer, Answered) else ""


@pytest.mark.parametrize("corpus", CORPORA)
def test_what_is_stated_is_not_denied(corpus: str) -> None:
    engine = engine_of(corpus)
    denied = [text for text in statements(engine) if verdict(engine.answer(f"{text}, right?").answer) == "No"]

    assert not denied


@pytest.mark.parametrize("corpus", CORPORA)
def test_what_is_stated_the_other_way_round_is_not_confirmed(corpus: str) -> None:
    engine = engine_of(corpus)
    claims = [claim for text in statements(engine) if (claim := exchanged(engine, text))]
    confirmed = [claim for claim in claims if verdict(engine.answer(f"{claim}, right?").answer) == "Yes"]

    assert not confirmed
