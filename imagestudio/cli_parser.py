"""The options of the command line and of the window, and their help."""

from __future__ import annotations

import argparse
from pathlib import Path

from imagestudio import __version__

_DESCRIPTION = "Make pictures with paid image models, or with the built-in demo, and keep every one of them."
_EPILOG = """\
Without a command the window opens. Files, folders and ZIPs are taken into the library; a link such as
imagestudio://generate?prompt=…&model=…&size=…&quality=…&n=… fills the editor, and nothing is ever sent by it. Where a
window has the library open already, it comes to the front and is given them.
Exit codes: 0 all done, 1 another failure, 2 wrong usage or value, 3 no key or key refused, 4 refused by the service,
5 outcome unknown (it may have been charged), 6 paid but not downloaded, 7 held back by a limit on spending (nothing was
sent), 8 kept for later, since nobody could be reached (nothing was sent); where several pictures failed, the first of
5, 6, 3, 4, 2, 1, 8 that happened.
Environment: AIMLAPI_API_KEY (the key of the AI/ML API, or of IMAGESTUDIO_BASE_URL or --base-url where one is given),
IMAGESTUDIO_BASE_URL, IMAGESTUDIO_LIBRARY."""

_USAGE = """imagestudio [--library DIR] [--demo] [--base-url URL] [--look] [--] [FILE | FOLDER | ZIP | LINK]…
       imagestudio COMMAND …"""


def window_parser() -> argparse.ArgumentParser:
    """The options of `imagestudio` without a command."""
    parser = argparse.ArgumentParser(
        prog="imagestudio",
        usage=_USAGE,
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    _add_window(parser)
    return parser


def command_parser() -> argparse.ArgumentParser:
    """Everything `imagestudio COMMAND …` understands."""
    parser = argparse.ArgumentParser(
        prog="imagestudio",
        usage=_USAGE,
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"Image Studio {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND", prog="imagestudio")
    _add_generate(commands)
    _add_history(commands)
    _add_export(commands)
    _add_jobs(commands)
    _add_import(commands)
    _add_library_command(commands)
    _add_key(commands)
    return parser


def _command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], name: str, text: str
) -> argparse.ArgumentParser:
    return commands.add_parser(name, help=text, description=text, allow_abbrev=False)


def _add_generate(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = _command(commands, "generate", "Make pictures and keep them in the library.")
    parser.add_argument("prompt", metavar="PROMPT", help="what to draw; - reads standard input")
    parser.add_argument("--model", metavar="ID", help="for instance openai/gpt-image-1")
    parser.add_argument("--size", metavar="WxH", help="for instance 1536x1024")
    parser.add_argument("--quality", metavar="Q", help="low, medium or high")
    parser.add_argument("--background", metavar="B", help="auto, opaque or transparent")
    parser.add_argument("--format", metavar="F", dest="output_format", help="png, jpeg or webp")
    parser.add_argument(
        "--compression", metavar="N", dest="output_compression", type=int, help="0 to 100, jpeg and webp"
    )
    parser.add_argument("--moderation", metavar="M", help="auto or low")
    parser.add_argument("--count", metavar="N", type=int, default=1, help="how many pictures, 1 to 20")
    parser.add_argument("--output", metavar="DIR", type=Path, help="copy the pictures there too, exactly as received")
    parser.add_argument("--yes", action="store_true", help="send it also where your settings want a question first")
    _add_json(parser)
    _add_service(parser)
    _add_library(parser)


def _add_history(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    from imagestudio.core.search_query import Order  # the window's options need not wait for it

    parser = _command(commands, "history", "List the pictures of the library, newest first.")
    parser.add_argument(
        "search", metavar="SEARCH", nargs="?", default="", help="only pictures that this finds, as in the window"
    )
    parser.add_argument(
        "--search", metavar="TEXT", dest="also", default="", help="the same; both must be so where both are given"
    )
    parser.add_argument("--model", metavar="ID", help="only pictures of this model")
    orders = [order.value for order in Order]
    parser.add_argument("--sort", metavar="BY", choices=orders, default=orders[0], help=", ".join(orders))
    parser.add_argument("--reverse", action="store_true", help="in the other direction")
    parser.add_argument("--limit", metavar="N", type=_positive, help="at most so many")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--csv", action="store_true", help="a table for spreadsheets")
    _add_json(form)
    _add_library(parser)


def _add_export(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    from imagestudio.cli_export import add_export_options  # the window's options need not wait for it

    parser = _command(commands, "export", "Give copies of pictures away, into a folder or a ZIP.")
    add_export_options(parser)
    _add_json(parser)
    _add_library(parser)


def _add_jobs(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    from imagestudio.core.job import JobState  # the window's options need not wait for it

    parser = _command(
        commands,
        "jobs",
        "List what became of every request; finish what was left, find out what is not known, send what was kept.",
    )
    parser.add_argument(
        "action",
        nargs="?",
        choices=("list", "resume", "send"),
        default="list",
        help="resume fetches paid pictures and looks unknown outcomes up; it sends nothing that costs anything. send "
        "sends what is kept for later, with --yes",
    )
    states = [state.value for state in JobState]
    parser.add_argument("--yes", action="store_true", help="with send: nothing is asked")
    parser.add_argument("--state", metavar="S", choices=states, help=f"only jobs in this state: {', '.join(states)}")
    parser.add_argument(
        "--foreign", action="store_true", help="list paid requests that the service knows and this library does not"
    )
    _add_json(parser)
    _add_base_url(parser)
    _add_library(parser)


def _add_import(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = _command(
        commands, "import", "Copy pictures into the library, with what other programs wrote into them; each only once."
    )
    parser.add_argument(
        "paths",
        nargs="*",
        metavar="PATH",
        help="files, folders with all that is in them, ZIPs; without any, go on with what did not come to its end",
    )
    _add_json(parser)
    _add_library(parser)


def _add_library_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = _command(
        commands, "library", "Check the library, make its database again from the files, or look after its trash."
    )
    parser.add_argument("action", choices=("check", "rebuild", "trash"))
    only = parser.add_mutually_exclusive_group()
    only.add_argument("--list", action="store_true", help="with trash: list what is in it, which it does anyway")
    only.add_argument("--restore", metavar="ID", nargs="+", help="with trash: bring these pictures back")
    only.add_argument("--empty", action="store_true", help="with trash: delete what is in it for good")
    parser.add_argument("--yes", action="store_true", help="with --empty: nothing is asked")
    _add_json(parser)
    _add_library(parser)


def _add_key(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = _command(commands, "key", "Keep the service's key in the system's keyring, look for it, or forget it.")
    parser.add_argument(
        "action",
        choices=("set", "status", "delete"),
        help="set asks for the key, or reads it from standard input",
    )
    # Taken so that it can be refused in other words than argparse's, which would repeat it.
    parser.add_argument("surplus", nargs="*", help=argparse.SUPPRESS)
    _add_base_url(parser)


def _add_window(parser: argparse.ArgumentParser) -> None:
    _add_library(parser)
    _add_service(parser)
    parser.add_argument(
        "--look", action="store_true", help="only look at the library, beside a window that has it open"
    )
    parser.add_argument(
        "given", nargs="*", metavar="FILE", help="files, folders and ZIPs to take in; imagestudio:// links"
    )


def _add_service(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--demo", action="store_true", help="draw on this computer: offline and free, no key needed")
    _add_base_url(parser)


def _add_base_url(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--base-url", metavar="URL", default="", help="another service that speaks the same protocol")


def _add_library(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--library", metavar="DIR", type=Path, help="the library's folder")


def _add_json(parser: argparse._ActionsContainer) -> None:
    parser.add_argument("--json", action="store_true", help="one JSON object a line")


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return number
