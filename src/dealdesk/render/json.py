"""A reply as the JSON object that programs rely on."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from dealdesk.domain.period import PartialDate
from dealdesk.domain.quantity import Quantity

if TYPE_CHECKING:
    from decimal import Decimal

    from dealdesk.domain.answer import Calculation, Citation, Value
    from dealdesk.render.reply import Line, Reply


def render_json(reply: Reply, question: str, interpretation: str, **ids: str | None) -> str:
    """The reply as one line of JSON; `ids` are the batch line's `id` and `conversation`."""
    numbers = {citation: number for number, citation in enumerate(reply.citations, 1)}
    return json.dumps(
        {
            "id": ids.get("id"),
            "conversation": ids.get("conversation"),
            "question": question,
            "status": reply.status,
            "text": reply.text,
            "interpretation": interpretation,
            "statements": [_line(line, numbers) for line in reply.lines],
            "caveats": list(reply.caveats),
            "citations": [_citation(n, citation) for citation, n in numbers.items()],
            "suggestions": list(reply.suggestions),
        },
        ensure_ascii=False,
    )


def _line(line: Line, numbers: dict[Citation, int]) -> dict[str, Any]:
    return {
        "text": line.text,
        "value": _value(line.statement.value),
        "citations": list(line.numbers),
        "calculation": _calculation(line.statement.calculation, numbers),
    }


def _plain(amount: Decimal) -> str:
    text = f"{amount:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _value(value: Value | None) -> dict[str, Any] | None:
    if value is None:
        return None
    if isinstance(value, Quantity) and value.is_money:
        return {"kind": "money", "amount": _plain(value.amount), "currency": value.unit, "qualifier": value.bound.words or None}
    if isinstance(value, Quantity):
        return {"kind": "quantity", "amount": _plain(value.amount), "unit": value.unit, "qualifier": value.bound.words or None}
    if isinstance(value, PartialDate):
        return {"kind": "date", "date": str(value)}
    if isinstance(value, int):
        return {"kind": "count", "count": value}
    return {"kind": "text", "text": value}


def _word(value: Value) -> str:
    return _plain(value.amount) if isinstance(value, Quantity) else str(value)


def _calculation(calculation: Calculation | None, numbers: dict[Citation, int]) -> dict[str, Any] | None:
    if calculation is None:
        return None
    operands = [
        {"deal": operand.record, "value": _word(operand.value), "citation": numbers.get(operand.citation)}
        for operand in calculation.operands
    ]
    return {"operation": calculation.operation, "operands": operands, "result": _word(calculation.result)}


def _citation(number: int, citation: Citation) -> dict[str, Any]:
    return {
        "n": number,
        "article": citation.article,
        "title": citation.title,
        "publisher": citation.publisher,
        "published": str(citation.published) if citation.published else None,
        "start": citation.start,
        "end": citation.end,
        "quote": citation.quote,
    }
