"""The command `lenet1`: read pictures of digits from the shell."""

import argparse
import json
import os
import sys
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

import torch

from lenet1.confidence import Answer, Verdict
from lenet1.ink import Ink, find_ink
from lenet1.picture import PictureError, open_picture, pictures_in
from lenet1.reading import BATCH, read_all
from lenet1.sentences import percent
from lenet1.weights import WeightsError, load

FAILED = 2  # exit code where something could not be read
INTERRUPTED = 130  # exit code after Ctrl-C, as shells have it

Said = Answer | PictureError | None  # of a picture; None: it is blank


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns its exit code."""
    args = parse(arguments)
    torch.set_num_threads(1)  # for small pictures more threads only cost
    code = 0
    try:
        for path, answer in answers(args.picture):
            failed = isinstance(answer, PictureError)
            code = FAILED if failed else code
            line = as_json(path, answer) if args.json else in_words(path, answer)
            print(line, file=sys.stderr if failed and not args.json else sys.stdout)
        sys.stdout.flush()
    except WeightsError as error:
        print(f"lenet1: {error}", file=sys.stderr)
        return FAILED
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # of `lenet1 read ... | head`; Python would flush again
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return code


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="lenet1", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    reads = commands.add_parser(
        "read",
        help="read pictures of one digit each",
        description="Read pictures of one digit each and say what they show. Where one"
        " cannot be read the others are, and the exit code is 2.",
    )
    add = reads.add_argument
    add("picture", nargs="+", type=Path, help="a file, or a folder and all below it")
    add("--json", action="store_true", help="a line of JSON for each picture")
    return parser.parse_args(arguments)


def answers(pictures: list[Path]) -> Iterator[tuple[Path, Said]]:
    """What each picture shows, or why it cannot be read."""
    reader = load()
    inks = inks_of(pictures)
    while batch := list(islice(inks, BATCH)):
        found = [ink for _, ink in batch if isinstance(ink, Ink)]
        readings = read_all(reader, found)
        for path, ink in batch:
            if isinstance(ink, PictureError):
                yield path, ink
            else:
                reading = next(readings)
                yield path, reading and reading.answer


def inks_of(pictures: list[Path]) -> Iterator[tuple[Path, Ink | PictureError]]:
    for picture in pictures:
        files = pictures_in(picture) if picture.is_dir() else [picture]
        if not files:
            yield picture, PictureError("There is no picture in this folder.")
        for file in files:
            try:
                yield file, find_ink(open_picture(file))
            except PictureError as error:
                yield file, error


def as_json(path: Path, answer: Said) -> str:
    if isinstance(answer, PictureError):
        said: dict[str, object] = {"error": str(answer)}
    else:
        said = answer.message() if answer else {"verdict": "blank"}
    return json.dumps({"picture": str(path), **said})


def in_words(path: Path, answer: Said) -> str:
    # A file's name may have bytes that are no text.
    return f"{os.fsencode(path).decode(errors='replace')}: {sentence(answer)}"


def sentence(answer: Said) -> str:
    if isinstance(answer, PictureError):
        return str(answer)
    if answer is None:
        return "blank"
    if answer.verdict is Verdict.NO_DIGIT:
        return answer.verdict.value
    first, second = (
        f"{digit} ({percent(float(answer.probabilities[digit]))})"
        for digit in (answer.digit, answer.runner_up)
    )
    return (
        first if answer.verdict is Verdict.DIGIT else f"not sure, {first} or {second}"
    )


if __name__ == "__main__":
    sys.exit(main())
