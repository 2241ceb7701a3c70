"""Shapes and capital and small letters as a pen draws them, corner by corner."""

import numpy as np

from lenet1.pen import Points


def _figure(*strokes: str) -> list[Points]:
    """Strokes such as "00 40 44": digits x and y of each corner, y down."""
    return [np.array([[int(c) for c in p] for p in s.split()], float) for s in strokes]


SHAPES = [
    _figure("24 84 88 28 24"),  # square
    _figure("15 95 98 18 15"),  # flat rectangle
    _figure("51 98 18 51"),  # triangle
    _figure("51 95 59 15 51"),  # diamond
    _figure("51 59", "15 95"),  # plus
    _figure("11 99", "91 19"),  # cross
    _figure("13 93", "17 97"),  # equals
    _figure("31 39", "71 79"),  # two bars
    _figure("31 39", "71 79", "13 93", "17 97"),  # hash
    _figure("59 18 73 78 19 93 59"),  # star-like tangle
    _figure("15 95", "62 95 68"),  # arrow to the right
    _figure("51 59", "24 51 84"),  # arrow up
    _figure("51 94 98 18 14 51", "14 94"),  # house
    _figure("11 39 51 79 91"),  # wave
    _figure("19 37 59 77 99 97"),  # low zigzag
    _figure("51 15 19 99 95 51 59"),  # envelope-like
    _figure("53 31 14 59 94 71 53"),  # heart
    _figure("15 39 91"),  # tick
    _figure("11 91 99 19 11", "11 99", "91 19"),  # crossed box
    _figure("51 63 93 75 98 56 18 35 13 43 51"),  # star
    _figure("55 65 66 46 44 74 77 37 33 83 88 28"),  # square spiral
]

# Without those that somebody would take for a digit, such as B, D, G, I, O, S, Z.
PEN_LETTERS = [
    _figure("29 51 89", "36 76"),  # A
    _figure("82 51 22 15 28 59 88"),  # C
    _figure("81 21 29 89", "25 75"),  # E
    _figure("81 21 29", "25 75"),  # F
    _figure("21 29", "81 89", "25 85"),  # H
    _figure("21 29", "81 25 89"),  # K
    _figure("31 39 89"),  # L
    _figure("19 21 56 81 99"),  # M
    _figure("29 21 89 81"),  # N
    _figure("29 21 71 83 74 25"),  # P
    _figure("29 21 71 83 74 25", "55 89"),  # R
    _figure("11 91", "51 59"),  # T
    _figure("11 59 91"),  # V
    _figure("11 39 54 79 91"),  # W
    _figure("21 89", "81 29"),  # X
    _figure("11 55 91", "55 59"),  # Y
    _figure("26 86 74 44 26 38 69 88"),  # e
    _figure("21 29", "25 54 76 79"),  # h
    _figure("21 29", "74 26 79"),  # k
    _figure("13 19", "14 33 54 59", "55 73 94 99"),  # m
    _figure("14 39 55 79 94"),  # w
]
