"""What visitors of the page, callers of the API and users of the command read.

A constant a sentence, and a function where it has numbers or names. The page's own are
in `page/static/sentences.js`.
"""

from collections.abc import Iterable, Sequence

SUREST = 0.999  # no answer is said to be surer, whatever rounding makes of it

# Pictures, whoever sent them.
NO_PICTURE = "This is not a PNG, JPEG, GIF, WebP, BMP, TIFF or AVIF picture."
DAMAGED = "The picture is cut off or damaged."
NOT_GREY = "The picture's numbers are not those of a grey picture."
NO_FILE = "There is no such file."
IS_FOLDER = "This is a folder, not a picture."
NO_PICTURE_IN_FOLDER = "There is no picture in this folder."
NO_DIGITS = "There are no digits in the picture."
CUT_SHORT = (
    "The picture takes too long to read, and not all of it was read."
    " Cut out the part with the digits."
)


def too_large(megapixels: int) -> str:
    return f"The picture has more than {megapixels} megapixels; send a smaller one."


def cannot_be_read(reason: str) -> str:
    """With the system's words, as "Permission denied"."""
    return f"This cannot be read ({reason})."


def too_many_marks(marks: int) -> str:
    return (
        f"The picture has {marks} marks, too many for a page of digits."
        " Cut out the part with the digits."
    )


# What was taken for something else than the digit: one, and several.
LEFT_OUT = {
    "dot": ("A dot was left out.", "{} dots were left out."),
    "smudge": ("A smudge was left out.", "{} smudges were left out."),
    "underline": (
        "The line under it was left out.",
        "{} lines under it were left out.",
    ),
    "line": ("A line was left out.", "{} lines were left out."),
    "frame": (
        "The frame around it was left out.",
        "{} frames around it were left out.",
    ),
    "rim": (
        "Something at the edge was left out.",
        "{} things at the edge were left out.",
    ),
}


def left_out(things: Iterable[tuple[str, int]]) -> str:
    """A sentence for each kind and how many there were of it; "" where none was."""
    return " ".join(LEFT_OUT[kind][many > 1].format(many) for kind, many in things)


# What the command says.
EMPTY_NAME = "a picture has a name"


def percent(share: float) -> str:
    """A probability in [0, 1], at most SUREST."""
    return f"{min(share, SUREST):.1%}"


def sure(digit: int, probability: float) -> str:
    return f"{digit} ({percent(probability)})"


def unsure(first: tuple[int, float], second: tuple[int, float]) -> str:
    """Of two digits and their probabilities."""
    return f"not sure, {sure(*first)} or {sure(*second)}"


def cannot_write(reason: str) -> str:
    return f"the answers cannot be written ({reason})"


# What the page's own addresses refuse.
BUSY = "Too many photos at once; try again in a few seconds."
NO_FRAME = "A frame begins with its width and height."


def frame_too_large(side: int) -> str:
    return f"A frame is at most {side} pixels wide and high."


def wrong_frame(width: int, height: int, pixels: int) -> str:
    return f"A frame of {width}x{height} has {width * height} pixels, not {pixels}."


# What the endpoints of the API refuse.
SEND_PICTURE = "Send a picture of a digit."
SEND_UPLOAD = (
    "Send the picture as an upload, marked as gradio.FileData, or as a data URL."
)
UPLOAD_GONE = "There is no such file any more; upload it again."
NOT_BASE64 = "The data URL is not base64."
NOTHING_TO_EXPLAIN = "The picture is blank: there is nothing to explain."


def no_layer(name: object, layers: Sequence[str]) -> str:
    return f"There is no layer {name!r}; there are {', '.join(layers)}."


def no_unit(axis: str, layer: str, last: int, given: object) -> str:
    """`axis` is map, row or column, of which `layer` has those from 0 to `last`."""
    return f"{axis} of {layer} is 0 to {last}, not {given!r}."


# What the endpoints say of themselves, in /gradio_api/info and to MCP's clients.


def about_read_digit(shapes: str, megabytes: int, megapixels: int) -> str:
    """`shapes` as "conv1 4x24x24, ..., logits 10"."""
    return (
        "Read a picture of one digit: verdict, probabilities, the maps of every layer."
        " The picture is a PNG, JPEG, GIF, WebP, BMP, TIFF or AVIF file of at most"
        f" {megabytes} MB and {megapixels} megapixels, on paper of any colour; a"
        ' telephone\'s photo will do. The verdict is "digit", "not sure", "does not'
        ' look like one digit", or, with nothing else, "blank". The label is the most'
        " probable digit whatever the verdict. The maps are nested lists:"
        f" {shapes}; image is the upright 28x28 that the network saw, 0-255."
        " left_out says what was taken for something else than the digit: the kind"
        f" ({', '.join(LEFT_OUT)}), how many, and their share of all ink;"
        " left_out_in_words says it in sentences, or is empty."
    )


def about_feature_maps(layers: str) -> str:
    return (
        "Show what every layer of LeNet-1 holds for a picture, and the steps to it."
        ' "steps" are the 28x28 in MNIST\'s form ("centered"), the same upright'
        ' ("image"), both 0-255, and the slant that was evened, in px to the right for'
        f' each px down. "layers" are {layers}, each with its shape and its values as'
        " nested lists. For a blank picture both are empty."
    )


def about_explain(output: str, evidence: str) -> str:
    """`output` is the last layer, `evidence` the shape of its patches, as "12x4x4"."""
    return (
        "Explain one unit of LeNet-1 for a picture: patches, kernels, products, sum."
        ' A unit sees one patch of each of the maps "maps" of the layer "source", whose'
        ' first unit is at "row", "column". "sum" is that of all products and "bias";'
        ' "value" is what the layer makes of it, ReLU in a convolution. For layer'
        f' "{output}", map is the digit, and the products are the evidence for it,'
        f" {evidence}."
    )


def about_read_page(megapixels: int) -> str:
    return (
        "Read a picture of many digits: a form, notes, a plate, at most"
        f' {megapixels} megapixels. "size" is its width and height in pixels. "lines"'
        " are the numbers of every line from the top, parted by spaces or by the sign"
        ' between (27/03, 1.50). "digits" are in reading order; each has its "box"'
        ' (left, top, width, height, px), its "line" and "number" counted from 0, and'
        ' the "verdict", "label" and ten "probabilities" that read_digit gives. What'
        ' "does not look like one digit" is in no line, or a "?" within a number.'
        ' "cut_short" says whether there was no time to read all of it.'
    )
