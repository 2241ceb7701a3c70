"""Pictures such as people bring, by kind: what of them is read, refused, misread.

Every kind is drawn from a seed out of digits that trained nothing: pen strokes of the
unseen writers and MNIST's held-out training digits. Only what is around the digit is
made up, so the table says which kinds fail, not how often people bring them.
"""

import math
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from lenet1.parts import box_of
from lenet1.pen import PAD, Points, draw, place

Random = np.random.Generator
Levels = NDArray[np.float64]  # (height, width) in [0, 1]; 1 is full ink


class Source(NamedTuple):
    """What a kind may draw: one digit's strokes and one scanned digit."""

    label: int  # of the first two
    strokes: list[Points]
    scan: NDArray[np.uint8]  # (28, 28)
    other: list[Points]  # another digit's strokes


def _sheet(
    strokes: list[Points], random: Random, *, pen: float, size: float, rim: float = 0.02
) -> Levels:
    """A digit spanning `size` of the pad somewhere on it, `rim` of it kept free."""
    at = rim + (1 - 2 * rim) * random.uniform(size=2)
    placed = place(strokes, size=size * PAD, pen=pen, at=at)
    return 1 - np.asarray(draw(placed, pen=pen), dtype=np.float64) / 255


def _picture(ink: Levels, *, paper: float = 1.0, full: float = 0.0) -> Image.Image:
    """Ink on paper of one level, both in [0, 1]."""
    return _image(paper + ink * (full - paper))


def _image(levels: Levels) -> Image.Image:
    return Image.fromarray(np.rint(255 * np.clip(levels, 0, 1)).astype(np.uint8))


def _grain(shape: tuple[int, ...], random: Random) -> Levels:
    return random.normal(0, 0.012, size=shape)


def _photo(ink: Levels, random: Random, light: Levels | float = 1.0) -> Image.Image:
    """A pen on light paper as a phone sees it: soft, grainy, `light` on every pixel."""
    soft = np.asarray(_image(ink).filter(ImageFilter.GaussianBlur(1.2))) / 255
    paper = random.uniform(0.72, 0.9)
    levels = paper * (1 - random.uniform(0.55, 0.8) * soft) * light
    return _image(levels + _grain(ink.shape, random))


def _pen_digit(source: Source, random: Random, *, rim: float = 0.02) -> Levels:
    return _sheet(
        source.strokes,
        random,
        pen=random.uniform(0.03, 0.06),
        size=random.uniform(0.4, 0.65),
        rim=rim,
    )


def pad(pen: float) -> Callable[[Source, Random], Image.Image]:
    """The sketchpad with one pen."""

    def kind(source: Source, random: Random) -> Image.Image:
        size = random.uniform(0.4, 0.8)
        return _picture(_sheet(source.strokes, random, pen=pen, size=size))

    return kind


def scanned(source: Source, random: Random) -> Image.Image:
    """One of MNIST's on a white sheet."""
    return _picture(_scan(source, random))


def _scan(source: Source, random: Random) -> Levels:
    side = int(random.integers(84, 200))
    digit = Image.fromarray(source.scan).resize((side, side), Image.Resampling.BICUBIC)
    sheet = np.zeros((PAD, PAD))
    y, x = random.integers(4, PAD - side - 3, size=2)
    sheet[y : y + side, x : x + side] = np.asarray(digit) / 255
    return sheet


def faint_part(source: Source, random: Random) -> Image.Image:
    """Pressure falls along the way to between 30 and 45 % of the darkest."""
    small = int(random.choice([28, 56, 140, 280]))
    least, phase = random.uniform(0.3, 0.45), random.uniform(0, 2 * math.pi)
    pen = random.uniform(0.05, 0.09)
    placed = place(
        source.strokes, size=0.7 * PAD, pen=pen, at=random.uniform(0.2, 0.8, 2)
    )
    ink = np.zeros((PAD, PAD))
    lengths = np.cumsum([0, *(len(stroke) for stroke in placed)])
    for stroke, before in zip(placed, lengths[:-1], strict=True):
        for i in range(max(len(stroke) - 1, 1)):
            along = (before + i) / lengths[-1]
            dark = least + (1 - least) * (1 + math.cos(phase + 5 * along)) / 2
            piece = np.asarray(draw([stroke[i : i + 2]], pen=pen))
            ink = np.maximum(ink, dark * (255.0 - piece) / 255)
    return _picture(ink).resize((small, small), Image.Resampling.BOX)


def faint_stroke(source: Source, random: Random) -> Image.Image:
    """Digits of several strokes, or halves of one: one is 35 to 50 % as dark."""
    strokes = source.strokes
    if len(strokes) == 1:
        half = len(strokes[0]) // 2
        strokes = [strokes[0][: half + 1], strokes[0][half:]]
    pen = random.uniform(0.05, 0.09)
    placed = place(strokes, size=0.7 * PAD, pen=pen, at=random.uniform(0.2, 0.8, 2))
    pale = int(random.integers(len(placed)))
    ink = np.zeros((PAD, PAD))
    for i, stroke in enumerate(placed):
        dark = random.uniform(0.35, 0.5) if i == pale else 1.0
        ink = np.maximum(
            ink, dark * (255.0 - np.asarray(draw([stroke], pen=pen))) / 255
        )
    return _picture(ink)


def frame(source: Source, random: Random) -> Image.Image:
    """A border of 1 to 4 px along the rim, black or gray, paper light or dark."""
    ink = _pen_digit(source, random, rim=0.06)
    wide, dark = int(random.integers(1, 5)), random.choice([1.0, 0.5])
    ink[:wide], ink[-wide:], ink[:, :wide], ink[:, -wide:] = dark, dark, dark, dark
    return _picture(ink) if random.random() < 0.7 else _picture(1 - ink)


def cell(source: Source, random: Random) -> Image.Image:
    """A form's cell: a border of 1 to 4 px, 2 to 12 px inside the rim."""
    ink = _sheet(source.strokes, random, pen=0.06, size=0.5, rim=0.2)
    inside, wide = int(random.integers(2, 13)), int(random.integers(1, 5))
    box = np.zeros_like(ink)
    box[inside : PAD - inside, inside : PAD - inside] = 1
    inner = inside + wide
    box[inner : PAD - inner, inner : PAD - inner] = 0
    return _picture(np.maximum(ink, box))


def grid(source: Source, random: Random) -> Image.Image:
    """A cell of a grid cut out wide: its four lines run to the rim."""
    ink = _sheet(source.strokes, random, pen=0.05, size=0.5, rim=0.22)
    wide = int(random.integers(1, 5))
    for _ in range(2):
        for near in random.integers(3, 22, size=2) * (1, -1):
            ink[near if near > 0 else near - wide :][:wide] = 1
        ink = ink.T.copy()
    return _picture(ink)


def table_edge(source: Source, random: Random) -> Image.Image:
    """Paper that ends before the photo does: a dark band along one or two sides."""
    ink = _pen_digit(source, random, rim=0.12)
    light = np.ones_like(ink)
    for side in random.permutation(4)[: int(random.integers(1, 3))]:
        wide = int(random.integers(2, 28))
        np.rot90(light, side)[:wide] = random.uniform(0.15, 0.5)
    return _photo(ink, random, light)


def neighbour(source: Source, random: Random) -> Image.Image:
    """Part of another digit, cut by the rim."""
    ink = _pen_digit(source, random, rim=0.2)
    side = int(random.integers(4))
    other = _sheet(source.other, random, pen=0.045, size=0.5, rim=0.3)
    box = np.flatnonzero(np.rot90(other, side).any(axis=1))
    seen = int(random.integers(8, 22))
    part = np.roll(np.rot90(other, side), seen - box[-1] - 1, axis=0)
    part[seen:] = 0
    part[max(np.flatnonzero(np.rot90(ink, side).any(axis=1))[0] - 6, 1) :] = 0
    return _photo(np.maximum(ink, np.rot90(part, -side)), random)


def ruled(source: Source, random: Random) -> Image.Image:
    """Ruled paper: thin lines from rim to rim, a digit of several lines over them."""
    ink = _sheet(source.strokes, random, pen=random.uniform(0.04, 0.07), size=0.6)
    apart, wide = int(random.integers(35, 80)), int(random.integers(1, 4))
    lines = np.zeros_like(ink)
    for y in range(int(random.integers(5, apart)), PAD - wide, apart):
        lines[y : y + wide] = random.uniform(0.3, 0.7)
    return _picture(np.maximum(ink, lines))


def dot_beside(source: Source, random: Random) -> Image.Image:
    """A digit of 60 to 150 px and one dot in a corner of the pad."""
    pen = random.choice([0.04, 0.09])
    size = random.uniform(0.22, 0.55)
    ink = _sheet(source.strokes, random, pen=pen, size=size, rim=0.2)
    across = random.uniform(4, min(26, 0.25 * size * PAD))
    at = random.uniform(0.03, 0.08, size=2)
    at = np.where(random.random(2) < 0.5, at, 1 - at)
    dot = np.asarray(draw([at[None] * PAD], pen=across / PAD))
    return _picture(np.maximum(ink, (255.0 - dot) / 255))


def grains(source: Source, random: Random) -> Image.Image:
    """Pale grains of 1 to 3 px anywhere, a digit of 40 to 100 px."""
    ink = _sheet(source.strokes, random, pen=0.02, size=random.uniform(0.15, 0.35))
    for _ in range(int(random.integers(3, 25))):
        y, x = random.integers(1, PAD - 3, size=2)
        wide = int(random.integers(1, 4))
        part = ink[y : y + wide, x : x + wide]
        np.maximum(part, random.uniform(0.1, 0.45), out=part)
    return _picture(ink)


def pepper(source: Source, random: Random) -> Image.Image:
    """The same grains in black."""
    ink = _sheet(source.strokes, random, pen=0.05, size=random.uniform(0.3, 0.6))
    for _ in range(int(random.integers(3, 25))):
        y, x = random.integers(1, PAD - 3, size=2)
        wide = int(random.integers(1, 4))
        ink[y : y + wide, x : x + wide] = 1
    return _picture(ink)


def shadow(source: Source, random: Random) -> Image.Image:
    """A shadow with a soft edge over a quarter to a half of the sheet."""
    ink = _pen_digit(source, random)
    x = np.arange(PAD) / PAD
    edge, soft = random.uniform(0.25, 0.5), random.uniform(0.01, 0.1)
    fall = 1 / (1 + np.exp(-(x - edge) / soft * 4))
    dark = random.uniform(0.45, 0.75)
    light = np.broadcast_to(dark + (1 - dark) * fall, ink.shape)
    return _photo(ink, random, np.rot90(light, int(random.integers(4))))


def vignette(source: Source, random: Random) -> Image.Image:
    """Corners 40 to 70 % as light as the middle, or one side against the other."""
    ink = _pen_digit(source, random)
    y, x = np.mgrid[-1 : 1 : PAD * 1j, -1 : 1 : PAD * 1j]
    least = random.uniform(0.4, 0.7)
    far = (x**2 + y**2) / 2 if random.random() < 0.5 else (x + 1) / 2
    return _photo(ink, random, 1 - (1 - least) * far)


def blackboard(source: Source, random: Random) -> Image.Image:
    """Chalk on a dark board, wiped before: grey clouds, a lamp's light on one side."""
    ink = _pen_digit(source, random)
    y, x = np.mgrid[0 : 1 : PAD * 1j, 0 : 1 : PAD * 1j]
    lamp = (x - random.uniform()) ** 2 + (y - random.uniform()) ** 2
    light = 1 + random.uniform(0.5, 1.5) * np.exp(-lamp / random.uniform(0.1, 0.5))
    clouds = random.normal(size=(7, 7))
    wiped = np.asarray(
        Image.fromarray(clouds.astype(np.float32)).resize(
            (PAD, PAD), Image.Resampling.BICUBIC
        )
    )
    chalk = np.clip(ink * random.uniform(0.5, 0.9) * random.uniform(0.6, 1), 0, 1)
    soft = np.asarray(_image(chalk).filter(ImageFilter.GaussianBlur(1.2))) / 255
    board = random.uniform(0.12, 0.25) + 0.015 * wiped
    return _image((board + (0.85 - board) * soft) * light + _grain(ink.shape, random))


def marker(source: Source, random: Random) -> Image.Image:
    """A wide marker, the light falling off to one corner."""
    pen = random.uniform(0.1, 0.16)
    ink = _sheet(source.strokes, random, pen=pen, size=random.uniform(0.5, 0.65))
    x = np.broadcast_to(np.linspace(0, 1, PAD), ink.shape)
    least = random.uniform(0.4, 0.7)
    light = 1 - (1 - least) * (x**2 + x.T**2) / 2
    return _photo(ink, random, np.rot90(light, int(random.integers(4))))


def coloured(source: Source, random: Random) -> Image.Image:
    """A coloured pen on coloured paper, two of three channels nearly alike."""
    ink = _pen_digit(source, random)[..., None]
    paper = random.uniform(0.75, 1, size=3)
    pen = paper * random.uniform(0.85, 1, size=3)
    pen[random.integers(3)] *= random.uniform(0.3, 0.6)
    levels = np.rint(255 * (paper + ink * (pen - paper)))
    return Image.fromarray(levels.astype(np.uint8))


def transparent(source: Source, random: Random) -> Image.Image:
    """Ink of any colour on transparent paper."""
    ink = _pen_digit(source, random)
    layers = np.empty((*ink.shape, 4), np.uint8)
    layers[..., :3] = random.integers(256, size=3)
    layers[..., 3] = np.rint(255 * ink)
    return Image.fromarray(layers)


def underlined(source: Source, random: Random) -> Image.Image:
    """A line under the digit with the same pen, clear of it, as in a form."""
    pen = random.uniform(0.03, 0.08)
    size = random.uniform(0.4, 0.6)
    ink = _sheet(source.strokes, random, pen=pen, size=size, rim=0.15)
    rows, columns = box_of((ink > 0).astype(np.uint8))
    y = rows.stop + PAD * random.uniform(pen, 0.12)
    wide = (columns.stop - columns.start) * random.uniform(0.9, 1.4)
    middle = (columns.start + columns.stop) / 2
    ends = np.array([[middle - wide / 2, y], [middle + wide / 2, y]])
    ends[:, 1] += random.normal(0, 2, size=2)
    line = np.asarray(draw([ends], pen=pen))
    return _picture(np.maximum(ink, (255.0 - line) / 255))


def rubbed_out(source: Source, random: Random) -> Image.Image:
    """A pencil's digit beside the pale rest of another, which was rubbed out."""
    pen, dark = random.uniform(0.03, 0.06), random.uniform(0.12, 0.4)
    sides = random.permutation([random.uniform(0.05, 0.2), random.uniform(0.8, 0.95)])
    digit, rest = (
        np.asarray(draw(place(strokes, size=size * PAD, pen=pen, at=at), pen=pen)) / 255
        for strokes, size, at in (
            (source.strokes, 0.4, np.array([sides[0], random.uniform(0.05, 0.95)])),
            (source.other, 0.35, np.array([sides[1], random.uniform(0.05, 0.95)])),
        )
    )
    return _picture(np.maximum(1 - digit, dark * (1 - rest)))


def leaning(source: Source, random: Random) -> Image.Image:
    """A hand that leans by 20 to 35 degrees to the right."""
    lean = math.tan(math.radians(random.uniform(20, 35)))
    strokes = [stroke @ np.array([[1, 0], [-lean, 1]]) for stroke in source.strokes]
    return _picture(_sheet(strokes, random, pen=0.06, size=0.6))


def tight(source: Source, random: Random) -> Image.Image:
    """Cut to the ink, then shrunk to 8 to 16 px; light on dark or dark on light."""
    ink = _sheet(source.strokes, random, pen=random.uniform(0.09, 0.13), size=0.7)
    return _shrunk(_cut(ink), int(random.integers(8, 17)), random)


def bitmap(source: Source, random: Random) -> Image.Image:
    """The same in black and white."""
    gray = tight(source, random)
    return gray.point(lambda level: 255 * (level > 127))


def tight_print(source: Source, random: Random) -> Image.Image:
    """Print, rather bold, cut to the ink, then shrunk to 17 to 47 px."""
    sheet = Image.new("L", (260, 260))
    font, bold = ImageFont.load_default(200), int(random.integers(6))
    ImageDraw.Draw(sheet).text(
        (60, 10), str(source.label), 255, font, stroke_width=bold
    )
    side = int(random.integers(17, 48))
    return _shrunk(_cut(np.asarray(sheet) / 255), side, random)


def cut_out(source: Source, random: Random) -> Image.Image:
    """Cut to the ink at full size: the digit touches all four sides."""
    pen = random.uniform(0.05, 0.1)
    return _picture(_cut(_sheet(source.strokes, random, pen=pen, size=0.7)))


def _cut(ink: Levels) -> Levels:
    return ink[box_of((ink > 0).astype(np.uint8))]


def _shrunk(ink: Levels, side: int, random: Random) -> Image.Image:
    picture = _picture(ink) if random.random() < 0.5 else _picture(1 - ink)
    scale = side / max(ink.shape)
    size = tuple(max(4, round(scale * n)) for n in ink.shape[::-1])
    return picture.resize((size[0], size[1]), Image.Resampling.BOX)


def scan_in_shadow(source: Source, random: Random) -> Image.Image:
    """One of MNIST's as a photo, the light falling off to one side."""
    ink = _scan(source, random)
    least = random.uniform(0.4, 0.7)
    light = np.broadcast_to(np.linspace(least, 1, PAD), ink.shape)
    return _photo(ink, random, np.rot90(light, int(random.integers(4))))


DIGIT_KINDS: dict[str, Callable[[Source, Random], Image.Image]] = {
    "pad, pen 3 %": pad(0.03),
    "pad, pen 8 %": pad(0.08),
    "pad, pen 15 %": pad(0.15),
    "pad, pen 20 %": pad(0.2),
    "leaning": leaning,
    "MNIST on a sheet": scanned,
    "faint part of the way": faint_part,
    "one faint stroke": faint_stroke,
    "frame at the rim": frame,
    "form cell": cell,
    "grid lines": grid,
    "table edge": table_edge,
    "neighbour at the rim": neighbour,
    "ruled paper": ruled,
    "dot beside": dot_beside,
    "underlined": underlined,
    "rubbed out beside": rubbed_out,
    "pale grains": grains,
    "black grains": pepper,
    "shadow": shadow,
    "vignette, gradient": vignette,
    "marker in a vignette": marker,
    "blackboard": blackboard,
    "colour on colour": coloured,
    "transparent paper": transparent,
    "MNIST in a gradient": scan_in_shadow,
    "8-16 px, cut tight": tight,
    "the same, black and white": bitmap,
    "17-47 px, print, cut tight": tight_print,
    "cut tight": cut_out,
}
