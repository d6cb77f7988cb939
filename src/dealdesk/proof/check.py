"""What must hold of a corpus. Each check is named by the fact that holds and yields every fault, with its path.

A path begins with the file's name, so that whoever read the files can tell the line.
"""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec import Struct

from dealdesk.domain.period import PartialDate
from dealdesk.domain.quantity import Quantity, Range
from dealdesk.domain.record import Deal, Figure, Record, Term
from dealdesk.language.mention import Number, When

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from dealdesk.knowledge.knowledge import Knowledge
    from dealdesk.language.reader import Reader

Path = tuple[str | int, ...]
_BARE = frozenset({"id", "evidence", "kind", "notes", "label"})
_TOLERANCE = Decimal("0.005")


class Fault(Struct, frozen=True):
    """What is wrong at `path`, and how to mend it; a `report` is told but breaks nothing."""

    path: Path
    fault: str
    remedy: str
    report: bool = False


class Stated(Struct, frozen=True):
    """A corpus as the checks see it: the records of each file in its order, and a reader of its sentences."""

    knowledge: Knowledge
    deals: tuple[Deal, ...]
    reader: Reader

    def records(self) -> Iterator[tuple[Path, Record]]:
        """Every record with its path."""
        return _records(self.knowledge, self.deals)


def _records(knowledge: Knowledge, deals: Iterable[Deal]) -> Iterator[tuple[Path, Record]]:
    files: tuple[tuple[str, Iterable[Record]], ...] = (
        ("deals.yaml", deals), ("figures.yaml", knowledge.figures), ("facts.yaml", knowledge.facts),
    )  # fmt: skip
    for file, records in files:
        for index, record in enumerate(records):
            yield (file, index), record


def ids_are_unique(knowledge: Knowledge, deals: Iterable[Deal]) -> Iterator[Fault]:
    """No two records share an id."""
    records = tuple(_records(knowledge, deals))
    counts = Counter(record.id for _, record in records)
    for path, record in records:
        if counts[record.id] > 1:
            yield Fault((*path, "id"), f"the id {record.id!r} is used {counts[record.id]} times", "give each record its own id")


def quotes_occur_in_their_article(knowledge: Knowledge, deals: Iterable[Deal]) -> Iterator[Fault]:
    """Each quote stands verbatim in the article that it names."""
    articles = knowledge.articles
    for path, record in _records(knowledge, deals):
        for index, item in enumerate(record.evidence):
            at = (*path, "evidence", index)
            if item.article not in articles:
                known = ", ".join(articles) or "none"
                yield Fault((*at, "article"), f"there is no article {item.article!r}", f"name one of: {known}")
            elif item.quote not in articles[item.article].text:
                yield Fault(
                    (*at, "quote"), f"these words do not stand in {item.article!r}: {item.quote[:60]!r}", "copy the words from the article"
                )


def references_resolve(knowledge: Knowledge, deals: Iterable[Deal]) -> Iterator[Fault]:
    """Each name and each record that another one refers to exists."""
    records = tuple(_records(knowledge, deals))
    ids = {record.id for _, record in records}
    for path, record in records:
        for field, one in _named_in(record):
            if one not in knowledge.names:
                yield Fault((*path, field), f"there is no name {one!r}", "add it to names.yaml")
        for field in ("extends", "part_of", "includes", "supersedes", "total_of", "rivals"):
            for one in getattr(record, field, ()):
                if one not in ids:
                    yield Fault((*path, field), f"there is no record {one!r}", "name an existing id")
    for index, name in enumerate(knowledge.names.values()):
        for one in (*name.members, *([name.of] if name.of else [])):
            if one not in knowledge.names:
                yield Fault(("names.yaml", index), f"{name.id!r} refers to {one!r}, which is no name", "add it to names.yaml")


def _named_in(record: Record) -> Iterator[tuple[str, str]]:
    if isinstance(record, Deal):
        yield from record.parties
        yield from (("hardware", one) for one in record.hardware)


def fields_have_evidence(stated: Stated) -> Iterator[Fault]:
    """Each stated field of a deal is covered by evidence; other records are covered whole."""
    for path, record in stated.records():
        if not isinstance(record, Deal):
            continue
        covered = {field for item in record.evidence for field in item.field}
        for field in type(record).model_fields:
            if field not in _BARE and getattr(record, field) and field not in covered:
                yield Fault(
                    (*path, field), f"no evidence names the field {field!r}", f"add {field!r} to the field list of the quote that says it"
                )
        for field in covered - set(type(record).model_fields):
            yield Fault((*path, "evidence"), f"evidence names {field!r}, which is no field of a deal", "correct the field's name")


def figures_stand_in_their_quotes(stated: Stated) -> Iterator[Fault]:
    """Each amount, date and term of a record can be read out of its quotes, and a statement says no other figure."""
    for path, record in stated.records():
        if isinstance(record, Deal):
            for field in ("value", "power", "announced", "starts", "ends", "term"):
                value = getattr(record, field)
                quotes = " ; ".join(item.quote for item in record.evidence if field in item.field)
                if value is not None and quotes and not _says(stated.reader, quotes, value):
                    yield Fault((*path, field), f"the quotes do not say {value}", "correct the value or its quote")
        else:
            yield from _statement_faults(stated, path, record)


def _statement_faults(stated: Stated, path: Path, record: Record) -> Iterator[Fault]:
    quotes = " ; ".join(item.quote for item in record.evidence)
    if isinstance(record, Figure) and not _says(stated.reader, quotes, record.value):
        yield Fault((*path, "value"), f"the quotes do not say {record.value.amount} {record.value.unit}", "correct the value or its quote")
    said = {token.norm for token in stated.reader.lexicon.tokens(quotes) if token.is_number}
    statement: str = getattr(record, "statement", "")
    for token in stated.reader.lexicon.tokens(statement):
        if token.is_number and token.norm not in said:
            yield Fault((*path, "statement"), f"the figure {token.text} stands in no quote", "add the quote that says it, or leave it out")


def _says(reader: Reader, quotes: str, value: object) -> bool:
    tokens = reader.lexicon.tokens(quotes)
    senses = [mention.sense for mention in reader.mentions(tokens)]
    if isinstance(value, Quantity):
        ranges = [s for s in senses if isinstance(s, Range)]
        return any(value.amount in (r.low, r.high) and r.unit in ("", value.unit) for r in ranges)
    if isinstance(value, Term):
        lengths = {value.years, value.months} - {None}
        return all(any(_length(s) == length for s in senses) for length in lengths)
    if isinstance(value, PartialDate):
        years = {token.norm for token in tokens if token.is_number}
        months = {m for s in senses if isinstance(s, When) for m in _months(s)}
        return (value.year is None or str(value.year) in years) and (value.month is None or value.month in months)
    return True


def _length(sense: object) -> int | None:
    if isinstance(sense, Number):
        return sense.value
    return int(sense.low) if isinstance(sense, Range) and sense.low is not None and sense.exact else None


def _months(when: When) -> frozenset[int]:
    period = when.period
    if period.months:
        return period.months
    return frozenset({day.month for day in (period.start,) if day} | ({(period.end.month - 2) % 12 + 1} if period.end else set()))


def totals_equal_the_sum_of_their_parts(stated: Stated) -> Iterator[Fault]:
    """A total that a source states is what its parts come to; one that is not is reported, for sources err too."""
    deals = stated.knowledge.deals
    for index, figure in enumerate(stated.knowledge.figures):
        parts = [deal.value.amount for deal in deals if deal.id in figure.total_of and deal.value]
        if parts and abs(sum(parts) - figure.value.amount) > figure.value.amount * _TOLERANCE:
            fault = f"the source says {figure.value.amount:,}, its parts come to {sum(parts):,}"
            yield Fault(("figures.yaml", index, "value"), fault, "check the parts; where the source errs, keep its figure", report=True)


SOUND: tuple[Callable[[Knowledge, Iterable[Deal]], Iterator[Fault]], ...] = (
    ids_are_unique,
    quotes_occur_in_their_article,
    references_resolve,
)
CHECKS: tuple[Callable[[Stated], Iterator[Fault]], ...] = (
    fields_have_evidence,
    figures_stand_in_their_quotes,
    totals_equal_the_sum_of_their_parts,
)


def faults_of(stated: Stated) -> tuple[Fault, ...]:
    """Every fault that any check finds."""
    return (*unsound(stated.knowledge, stated.deals), *(fault for check in CHECKS for fault in check(stated)))


def unsound(knowledge: Knowledge, deals: Iterable[Deal]) -> tuple[Fault, ...]:
    """The faults with which nothing can be answered: what is quoted or referred to is not there."""
    return tuple(fault for check in SOUND for fault in check(knowledge, tuple(deals)))


def recomputed_totals(stated: Stated) -> tuple[tuple[Figure, Decimal], ...]:
    """Each stated total with the sum of its parts."""
    values = {deal.id: deal.value.amount for deal in stated.deals if deal.value}
    return tuple(
        (figure, sum((values.get(one, Decimal()) for one in figure.total_of), Decimal()))
        for figure in stated.knowledge.figures
        if figure.total_of
    )
