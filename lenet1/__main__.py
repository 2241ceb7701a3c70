"""The command `lenet1`: read pictures of digits from the shell."""

import argparse
import json
import os
import sys
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TextIO

import torch

from lenet1 import sentences
from lenet1.confidence import BLANK, Answer, Verdict
from lenet1.ink import Ink, find_ink
from lenet1.picture import PictureError, open_picture, pictures_in
from lenet1.reading import BATCH, read_all
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
        if sys.stdout is not None:  # as it is with ">&-"
            sys.stdout.flush()
    except WeightsError as error:
        return give_up(str(error))
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # of `lenet1 read ... | head`
        silence(sys.stdout, sys.stderr)
    except OSError as error:  # of a full disk
        silence(sys.stdout)
        return give_up(sentences.cannot_write(error.strerror or str(error)))
    return code


def give_up(sentence: str) -> int:
    print(f"lenet1: {sentence}", file=sys.stderr)
    return FAILED


def silence(*streams: TextIO) -> None:
    """Send what is left in them nowhere: Python would write it again at its end."""
    for stream in streams:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


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
    add("picture", nargs="+", type=named, help="a file, or a folder and all below it")
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
        locked: list[OSError] = []
        is_folder = os.path.isdir(picture)  # noqa: PTH112, Path's own may raise
        files = pictures_in(picture, locked.append) if is_folder else [picture]
        for error in locked:
            reason = sentences.cannot_be_read(error.strerror or "")
            yield Path(error.filename), PictureError(reason)
        if not files and not locked:
            yield picture, PictureError(sentences.NO_PICTURE_IN_FOLDER)
        for file in files:
            try:
                yield file, find_ink(open_picture(file))
            except PictureError as error:
                yield file, error


def as_json(path: Path, answer: Said) -> str:
    if isinstance(answer, PictureError):
        said: dict[str, object] = {"error": str(answer)}
    else:
        said = answer.message() if answer else {"verdict": BLANK}
    return json.dumps({"picture": as_text(path), **said})


def in_words(path: Path, answer: Said) -> str:
    """A line, whatever the file's name holds."""
    name = (c if c.isprintable() else ascii(c)[1:-1] for c in as_text(path))
    return f"{''.join(name)}: {sentence(answer)}"


def as_text(path: Path) -> str:
    """A file's name, of which bytes that are no text are written as \\xff."""
    return os.fsencode(path).decode(errors="backslashreplace")


def sentence(answer: Said) -> str:
    if isinstance(answer, PictureError):
        return str(answer)
    if answer is None:
        return BLANK
    if answer.verdict is Verdict.NO_DIGIT:
        return answer.verdict.value
    first, second = (
        (digit, float(answer.probabilities[digit]))
        for digit in (answer.digit, answer.runner_up)
    )
    is_sure = answer.verdict is Verdict.DIGIT
    return sentences.sure(*first) if is_sure else sentences.unsure(first, second)


def named(text: str) -> Path:
    """A path that is one: an empty name would be the current folder."""
    if not text:
        raise argparse.ArgumentTypeError(sentences.EMPTY_NAME)
    return Path(text)


if __name__ == "__main__":
    sys.exit(main())
