"""Read the digits of a picture: `python -m lenet1.paper PICTURE`."""

import argparse
import json
from pathlib import Path

from PIL import Image

from lenet1.paper.marking import marked
from lenet1.paper.page import message_from_page, read_page
from lenet1.paper.sheet import LARGEST, PictureError
from lenet1.weights import WeightsError, load

WEIGHTS = Path(__file__).parent.parent.parent / "weights"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("picture", type=Path)
    parser.add_argument("--json", action="store_true", help="print all that is known")
    parser.add_argument("--boxes", type=Path, help="write the picture with boxes here")
    arguments = parser.parse_args()
    Image.MAX_IMAGE_PIXELS = LARGEST
    try:
        with Image.open(arguments.picture) as picture:
            page = read_page(*load(WEIGHTS), picture)
        if arguments.boxes:
            with Image.open(arguments.picture) as picture:
                marked(picture, page).save(arguments.boxes)
    except (PictureError, WeightsError, Image.DecompressionBombError) as error:
        raise SystemExit(f"lenet1.paper: {error}") from None
    except (OSError, ValueError) as error:
        raise SystemExit(f"lenet1.paper: {arguments.picture}: {error}") from None
    if arguments.json:
        print(json.dumps(message_from_page(page)))
    else:
        print("\n".join(page.lines))


if __name__ == "__main__":
    main()
