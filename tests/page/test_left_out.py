"""What was left out is said in a sentence, the same on the page and by the API."""

import json
import subprocess

import numpy as np
import pytest
from PIL import Image

from lenet1.confidence import Reader
from lenet1.ink import find_ink
from lenet1.page.api import answer_message
from lenet1.page.modules import STATIC
from lenet1.parts import LeftOut
from lenet1.reading import read
from lenet1.sentences import LEFT_OUT, left_out
from tests.drawings import DOTTED, EXAMPLES, ink_of
from tests.page.node import require_node

SENTENCES = {
    (): "",
    (("dot", 1),): "A dot was left out.",
    (("frame", 1),): "The frame around it was left out.",
    (("rim", 1),): "Something at the edge was left out.",
    (("underline", 1),): "The line under it was left out.",
    (("dot", 3),): "3 dots were left out.",
    (("line", 4), ("smudge", 1)): "4 lines were left out. A smudge was left out.",
    (
        ("frame", 1),
        ("line", 1),
        ("rim", 2),
    ): "The frame around it was left out. A line was left out."
    " 2 things at the edge were left out.",
}


@pytest.mark.parametrize("things", SENTENCES)
def test_what_was_left_out_is_a_sentence(things: tuple[tuple[str, int], ...]) -> None:
    assert left_out(things) == SENTENCES[things]


def test_the_page_says_the_same() -> None:
    every = [
        [LeftOut(a, m, 0.1), LeftOut(b, n, 0.1)][:length]
        for a in LEFT_OUT
        for b in LEFT_OUT
        for m in (1, 2)
        for n in (1, 2)
        for length in (0, 1, 2)
    ]
    module = (STATIC / "sentences.js").as_uri()
    script = f"""import {{ leftOut }} from {json.dumps(module)};
      const every = {json.dumps([[one._asdict() for one in some] for some in every])};
      console.log(JSON.stringify(every.map(leftOut)));"""
    said = subprocess.run(
        [require_node(), "--input-type=module", "-e", script],
        check=True,
        capture_output=True,
    ).stdout
    assert json.loads(said) == [
        left_out((kind, n) for kind, n, _ in some) for some in every
    ]


def test_every_kind_that_can_be_left_out_has_a_name(reader: Reader) -> None:
    """Of a form's box on ruled paper, with what its cut goes through and a smudge."""
    sheet = np.zeros((400, 400), np.uint8)
    sheet[60:340, 60:340] = ink_of(EXAMPLES[3], side=280)
    sheet[380:400, 200:230] = 255
    sheet[40] = 255
    sheet[10:16, 10:16] = 255
    picture = Image.fromarray(255 - sheet)
    reading = read(reader, *find_ink(picture))
    assert reading is not None
    kinds = {left.kind for left in reading.left_out}
    assert {"line", "rim", "dot"} <= kinds <= LEFT_OUT.keys()


def test_a_line_under_a_digit_has_a_name(reader: Reader) -> None:
    ink = ink_of([[(50, 20), (50, 60)], [(30, 75), (70, 75)]], pen=0.05)
    reading = read(reader, ink)
    assert reading is not None
    assert (
        answer_message(reading)["left_out_in_words"] == SENTENCES[(("underline", 1),)]
    )


def test_the_api_says_it(reader: Reader) -> None:
    for strokes, sentence in [(DOTTED, "A dot was left out."), (EXAMPLES[8], "")]:
        reading = read(reader, ink_of(strokes))
        assert reading is not None
        assert answer_message(reading)["left_out_in_words"] == sentence
