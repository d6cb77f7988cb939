"""The command line. Exit codes: 0 success, 1 a check or an evaluation falls short, 2 a usage error or a broken corpus."""

from __future__ import annotations

import argparse
import gc
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from dealdesk.files.corpus import CorpusError
from dealdesk.files.keeping import keeping
from dealdesk.files.proving import load_sound_corpus
from dealdesk.files.world import build_engine, prepared
from dealdesk.interfaces.terminal import state_folder
from dealdesk.interfaces.unanswered import LogError, UnansweredLog, question_set_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dealdesk.engine.engine import Engine

SHORT, BROKEN = 1, 2
_HELP = """examples:
  bot.py ask "Which customer has ordered the most?"
  bot.py ask --json "What is the median contract?"
  bot.py ask --batch questions.jsonl
  bot.py chat
  bot.py chart "How much did each customer order?"
  bot.py export --out deals.xlsx
  bot.py eval tests/questions/*.yaml
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit code of one command; the only place where a fault becomes a message."""
    options = _parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = options.command
    try:
        return command(options)
    except (CorpusError, LogError) as error:
        print(error, file=sys.stderr)
        return BROKEN
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except KeyboardInterrupt:
        print(file=sys.stderr)
        return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="bot.py",
        description="Answers questions about AI-compute deals, each figure with the sentence it came from.",
        epilog=_HELP,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--corpus", type=Path, default=_shipped(), metavar="DIR", help="what the bot knows (default: the shipped corpus)")
    verbs = parser.add_subparsers(required=True, metavar="COMMAND")
    ask = verbs.add_parser("ask", help="answer one question, or a batch of them")
    ask.add_argument("question", nargs="?", metavar="QUESTION")
    ask.add_argument("--json", action="store_true", help="the reply as one JSON object")
    ask.add_argument("--batch", metavar="FILE", help="JSON lines in (- for standard input), JSON lines out")
    ask.add_argument("--explain", action="store_true", help="show how the question was read")
    ask.set_defaults(command=_ask)
    chat = verbs.add_parser("chat", help="a conversation with history, completion and follow-ups")
    chat.set_defaults(command=_chat)
    for verb in (ask, chat):
        verb.add_argument("--log", type=Path, metavar="FILE", help="keep unanswered questions as JSON lines (default: keep none)")
    collect = verbs.add_parser("collect", help="print the questions of a log as a question set")
    collect.add_argument("log", type=Path, metavar="LOG")
    collect.set_defaults(command=_collect)
    for name, helped, command in (
        ("deals", "the deal table", _deals),
        ("sources", "the articles", _sources),
        ("check", "prove the corpus: quotes, fields, figures, totals", _check),
    ):
        verbs.add_parser(name, help=helped).set_defaults(command=command)
    deal = verbs.add_parser("deal", help="one deal with its evidence")
    deal.add_argument("id", metavar="ID")
    deal.set_defaults(command=_deal)
    _add_files(
        verbs.add_parser("chart", help="draw an answer: bars in the terminal, or a PNG"),
        verbs.add_parser("export", help="the deals of an answer as CSV or XLSX"),
    )
    telegram = verbs.add_parser("telegram", help="run the Telegram bot")
    doctor = verbs.add_parser("doctor", help="see whether all that the Telegram bot needs is in place")
    for verb in (telegram, doctor):
        _add_server(verb)
    _add_telegram(telegram)
    doctor.set_defaults(command=_doctor)
    evaluate = verbs.add_parser("eval", help="run question sets and grade each reply")
    evaluate.add_argument("files", nargs="+", type=Path, metavar="FILE")
    evaluate.add_argument("--json", action="store_true", help="the result as one JSON object")
    evaluate.add_argument("--goal", type=float, default=90.0, metavar="PERCENT", help="exit 1 below this share of right items (default 90)")
    evaluate.set_defaults(command=_eval)
    return parser


def _add_files(chart: argparse.ArgumentParser, export: argparse.ArgumentParser) -> None:
    chart.add_argument("--out", type=Path, metavar="FILE", help="write a PNG instead")
    chart.set_defaults(command=_chart)
    export.add_argument("--out", type=Path, required=True, metavar="FILE", help="ends in .csv or .xlsx")
    export.set_defaults(command=_export)
    for verb in (chart, export):
        verb.add_argument("question", nargs="?", metavar="QUESTION")


def _add_server(telegram: argparse.ArgumentParser) -> None:
    telegram.add_argument("--token-file", type=Path, metavar="FILE", help="holds the token (default: the variable TELEGRAM_BOT_TOKEN)")
    telegram.add_argument("--api-url", default="", metavar="URL", help="root of a Bot API server (default: Telegram's own)")
    telegram.add_argument(
        "--state", type=Path, default=state_folder() / "telegram.db", metavar="FILE", help="the SQLite file that nothing is lost from"
    )


def _add_telegram(telegram: argparse.ArgumentParser) -> None:
    telegram.add_argument("--webhook", default="", metavar="URL", help="receive by webhook at this public address instead of polling")
    telegram.add_argument("--listen", default="127.0.0.1:8080", metavar="HOST:PORT", help="where the webhook is served")
    telegram.add_argument(
        "--webhook-secret-file", type=Path, metavar="FILE", help="holds the webhook's secret (default: made and kept in the state)"
    )
    telegram.add_argument("--rate", type=int, default=20, metavar="N", help="questions a minute and person; 0: no limit (default 20)")
    telegram.add_argument("--admins", type=_ids, default=frozenset(), metavar="ID,...", help="administrators")
    telegram.add_argument("--allow", type=_ids, default=frozenset(), metavar="ID,...", help="who may ask (default: everybody)")
    telegram.add_argument("--health", default="", metavar="HOST:PORT", help="serve /healthz and /metrics")
    telegram.add_argument("--log", type=Path, metavar="FILE", help="keep unanswered questions as JSON lines (default: keep none)")
    telegram.set_defaults(command=_telegram)


def _ids(text: str) -> frozenset[int]:
    return frozenset(int(one) for one in text.split(",") if one.strip())


def _shipped() -> Path:
    """The corpus beside bot.py in a checkout; else the folder `corpus` of the working directory."""
    checkout = Path(__file__).parents[3] / "corpus"
    return checkout if checkout.is_dir() else Path("corpus")


def engine_of(options: argparse.Namespace) -> Engine:
    """The engine over the chosen corpus; what it holds lives as long as the process, so the collector need not look at it again."""
    keep = keeping(options.corpus)
    engine = build_engine(keep("knowledge", lambda: load_sound_corpus(options.corpus).knowledge), keep)
    gc.freeze()
    gc.enable()
    return engine


def _ask(options: argparse.Namespace) -> int:
    from dealdesk.interfaces import asking  # noqa: PLC0415 - only what the command needs

    if (options.question is None) == (options.batch is None):
        print('ask: give one QUESTION or --batch FILE, for example: bot.py ask "Who is the largest customer?"', file=sys.stderr)
        return BROKEN
    engine = engine_of(options)
    if options.batch is not None:
        return asking.batch(prepared(engine), options.batch, UnansweredLog(options.log))
    if options.explain:
        return asking.explain(engine, options.question)
    return asking.ask(engine, options.question, UnansweredLog(options.log), as_json=options.json)


def _chat(options: argparse.Namespace) -> int:
    from dealdesk.interfaces import chat  # noqa: PLC0415 - prompt_toolkit is heavy

    return chat.run(engine_of(options), UnansweredLog(options.log))


def _telegram(options: argparse.Namespace) -> int:
    from dealdesk.interfaces.telegram import program  # noqa: PLC0415 - telegram is heavy

    names = ("state", "token_file", "api_url", "webhook", "listen", "webhook_secret_file", "rate", "admins", "allow", "health", "log")
    return program.run(lambda: prepared(engine_of(options)), program.Options(**{name: getattr(options, name) for name in names}))


def _doctor(options: argparse.Namespace) -> int:
    from dealdesk.interfaces.telegram import doctor  # noqa: PLC0415 - telegram is heavy

    return doctor.run(lambda: engine_of(options), options.state, options.token_file, options.api_url)


def _collect(options: argparse.Namespace) -> int:
    print(question_set_of(options.log), end="")
    return 0


def _chart(options: argparse.Namespace) -> int:
    from dealdesk.interfaces import charting  # noqa: PLC0415 - only what the command needs

    return charting.run(engine_of(options), options.question, options.out)


def _export(options: argparse.Namespace) -> int:
    from dealdesk.interfaces import exporting  # noqa: PLC0415 - only what the command needs

    return exporting.run(engine_of(options), options.question, options.out)


def _deals(options: argparse.Namespace) -> int:
    from dealdesk.interfaces import browsing  # noqa: PLC0415 - rich is heavy

    return browsing.deals(engine_of(options))


def _deal(options: argparse.Namespace) -> int:
    from dealdesk.interfaces import browsing  # noqa: PLC0415 - rich is heavy

    return browsing.deal(engine_of(options), options.id)


def _sources(options: argparse.Namespace) -> int:
    from dealdesk.interfaces import browsing  # noqa: PLC0415 - rich is heavy

    return browsing.sources(engine_of(options))


def _check(options: argparse.Namespace) -> int:
    from dealdesk.interfaces import checking  # noqa: PLC0415 - only what the command needs

    return checking.run(options.corpus)


def _eval(options: argparse.Namespace) -> int:
    from dealdesk.interfaces import evaluating  # noqa: PLC0415 - rich is heavy

    return evaluating.run(engine_of(options), options.files, goal=options.goal, as_json=options.json)
