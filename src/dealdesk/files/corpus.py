"""A corpus folder read into Knowledge; every fault of every file is collected and told at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from msgspec import Struct
from pydantic import BaseModel, ValidationError

from dealdesk.domain.article import Article
from dealdesk.domain.record import Deal, Fact, Figure, Name
from dealdesk.files.yaml import Document, YamlError, load_yaml, parse_yaml
from dealdesk.knowledge.knowledge import Knowledge

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

M = TypeVar("M", bound=BaseModel)
Where = tuple[str, int]


class Problem(Struct, frozen=True):
    """A fault of the corpus: `file:line: path: what is wrong / how to mend it`."""

    file: str
    line: int
    path: str
    fault: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.path}: {self.fault} / {self.remedy}"


class CorpusError(Exception):
    """A corpus that cannot be loaded, with all its faults."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        """The message tells every problem on a line of its own."""
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


class Corpus(Struct, frozen=True):
    """What a folder holds.

    Attributes:
        deals: the deals in the order of their file.
        documents: each YAML file's content with its line numbers, by file name.
    """

    knowledge: Knowledge
    deals: tuple[Deal, ...]
    documents: Mapping[str, Document]
    problems: tuple[Problem, ...]

    def line(self, file: str, path: tuple[str | int, ...]) -> int:
        """The line on which `path` of `file` begins."""
        return self.documents[file].line(path) if file in self.documents else 1


def load_corpus(folder: Path) -> Corpus:
    """The corpus in `folder`; files may be missing, faults are in `problems`.

    Raises:
        CorpusError: there is no such folder.
    """
    if not folder.is_dir():
        problem = Problem(str(folder), 1, "", "no such folder", "name a folder that holds articles/, names.yaml, deals.yaml")
        raise CorpusError((problem,))
    problems: list[Problem] = []
    documents: dict[str, Document] = {}
    articles = _articles(folder, problems)
    names = _records(folder, "names.yaml", Name, documents, problems)
    deals = _records(folder, "deals.yaml", Deal, documents, problems)
    figures = _records(folder, "figures.yaml", Figure, documents, problems)
    facts = _records(folder, "facts.yaml", Fact, documents, problems)
    return Corpus(Knowledge.of(articles, names, deals, figures, facts), tuple(deals), documents, tuple(problems))


def _articles(folder: Path, problems: list[Problem]) -> list[Article]:
    found: list[Article] = []
    for path in sorted((folder / "articles").glob("*.md")):
        name = f"articles/{path.name}"
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError as error:
            line = path.read_bytes()[: error.start].count(b"\n") + 1
            problems.append(Problem(name, line, "", f"byte {error.start} is not UTF-8", "save the file as UTF-8"))
            continue
        article = _article(name, path.stem, text, problems)
        found += [article] if article else []
    return found


def _article(name: str, stem: str, text: str, problems: list[Problem]) -> Article | None:
    head, body = _front_matter(text)
    if head is None:
        problems.append(
            Problem(name, 1, "", "no front matter", "begin with a line ---, then id, title, publisher, published, url, then ---")
        )
        return None
    try:
        document = parse_yaml(head)
    except YamlError as error:
        problems += [Problem(name, line + 1, "", fault, remedy) for line, fault, remedy in error.faults]
        return None
    tree = document.tree if isinstance(document.tree, dict) else {}
    article = _valid(Article, {**tree, "text": body}, name, (), {name: document}, problems, offset=1)
    if article and article.id != stem:
        problems.append(Problem(name, 2, "id", f"{article.id!r} is not the file's name", f"write id: {stem}"))
    return article


def _front_matter(text: str) -> tuple[str | None, str]:
    if not text.startswith("---\n"):
        return None, text
    head, found, body = text[4:].partition("\n---\n")
    return (head, body) if found else (None, text)


def _records(folder: Path, name: str, model: type[M], documents: dict[str, Document], problems: list[Problem]) -> list[M]:
    path = folder / name
    if not path.exists():
        return []
    try:
        documents[name] = load_yaml(path)
    except YamlError as error:
        problems += [Problem(name, line, "", fault, remedy) for line, fault, remedy in error.faults]
        return []
    tree = documents[name].tree
    if tree is None:
        return []
    if not isinstance(tree, tuple):
        problems.append(Problem(name, 1, "", "not a list of records", "begin each record with '- id: ...'"))
        return []
    valid = [_valid(model, raw, name, (index,), documents, problems) for index, raw in enumerate(tree)]
    return [record for record in valid if record is not None]


def _valid(  # noqa: PLR0913, PLR0917 - where a fault stands takes all of these
    model: type[M], raw: Any, name: str, at: tuple[str | int, ...], documents: Mapping[str, Document],  # noqa: ANN401 - a YAML tree
    problems: list[Problem], offset: int = 0,
) -> M | None:  # fmt: skip
    try:
        return model.model_validate(raw)
    except ValidationError as error:
        for fault in error.errors(include_url=False):
            path = (*at, *fault["loc"])
            line = documents[name].line(path) + offset if name in documents else 1
            problems.append(Problem(name, line, ".".join(map(str, path)), fault["msg"], _remedy(fault["type"], model)))
        return None


def _remedy(kind: str, model: type[BaseModel]) -> str:
    if kind == "extra_forbidden":
        return f"remove it, or use one of: {', '.join(model.model_fields)}"
    return "add it" if kind == "missing" else "mend the value"
