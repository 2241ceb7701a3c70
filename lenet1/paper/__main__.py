"""Read the digits of a picture: `python -m lenet1.paper PICTURE`."""

import argparse
import json
import sys
from pathlib import Path

import torch

from lenet1 import sentences
from lenet1.paper.marking import marked
from lenet1.paper.page import message_from_page, read_sheet, with_digits
from lenet1.paper.sheet import open_sheet
from lenet1.picture import PictureError
from lenet1.weights import WeightsError, load


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m lenet1.paper", description="Read the digits of a picture."
    )
    parser.add_argument("picture", type=Path)
    parser.add_argument("--json", action="store_true", help="print all that is known")
    parser.add_argument("--boxes", type=Path, help="write the picture with boxes here")
    arguments = parser.parse_args()
    torch.set_num_threads(1)  # a batch of digits takes milliseconds
    try:
        sheet = open_sheet(arguments.picture)
        page = read_sheet(load(), sheet)
        if arguments.boxes:
            marked(arguments.picture, page).save(arguments.boxes)
        if not arguments.json:
            page = with_digits(page)
    except PictureError as error:
        raise SystemExit(f"{arguments.picture}: {error}") from None
    except WeightsError as error:
        raise SystemExit(f"lenet1.paper: {error}") from None
    except (OSError, ValueError) as error:  # of the file to write
        raise SystemExit(f"{arguments.boxes}: {error}") from None
    if arguments.json:
        print(json.dumps(message_from_page(page)))
    else:
        print("\n".join(line for line in page.lines if line))
        if page.cut_short:
            print(sentences.CUT_SHORT, file=sys.stderr)


if __name__ == "__main__":
    main()
