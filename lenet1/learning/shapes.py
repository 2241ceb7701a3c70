"""Shapes and capital and small letters as a pen draws them, corner by corner."""

from lenet1.learning.alphabets import figure

SHAPES = [
    figure("24 84 88 28 24"),  # square
    figure("15 95 98 18 15"),  # flat rectangle
    figure("51 98 18 51"),  # triangle
    figure("51 95 59 15 51"),  # diamond
    figure("51 59", "15 95"),  # plus
    figure("11 99", "91 19"),  # cross
    figure("13 93", "17 97"),  # equals
    figure("31 39", "71 79"),  # two bars
    figure("31 39", "71 79", "13 93", "17 97"),  # hash
    figure("59 18 73 78 19 93 59"),  # star-like tangle
    figure("15 95", "62 95 68"),  # arrow to the right
    figure("51 59", "24 51 84"),  # arrow up
    figure("51 94 98 18 14 51", "14 94"),  # house
    figure("11 39 51 79 91"),  # wave
    figure("19 37 59 77 99 97"),  # low zigzag
    figure("51 15 19 99 95 51 59"),  # envelope-like
    figure("53 31 14 59 94 71 53"),  # heart
    figure("15 39 91"),  # tick
    figure("11 91 99 19 11", "11 99", "91 19"),  # crossed box
    figure("51 63 93 75 98 56 18 35 13 43 51"),  # star
    figure("55 65 66 46 44 74 77 37 33 83 88 28"),  # square spiral
]

# Without those that somebody would take for a digit, such as B, D, G, I, O, S, Z.
PEN_LETTERS = [
    figure("29 51 89", "36 76"),  # A
    figure("82 51 22 15 28 59 88"),  # C
    figure("81 21 29 89", "25 75"),  # E
    figure("81 21 29", "25 75"),  # F
    figure("21 29", "81 89", "25 85"),  # H
    figure("21 29", "81 25 89"),  # K
    figure("31 39 89"),  # L
    figure("19 21 56 81 99"),  # M
    figure("29 21 89 81"),  # N
    figure("29 21 71 83 74 25"),  # P
    figure("29 21 71 83 74 25", "55 89"),  # R
    figure("11 91", "51 59"),  # T
    figure("11 59 91"),  # V
    figure("11 39 54 79 91"),  # W
    figure("21 89", "81 29"),  # X
    figure("11 55 91", "55 59"),  # Y
    figure("26 86 74 44 26 38 69 88"),  # e
    figure("21 29", "25 54 76 79"),  # h
    figure("21 29", "74 26 79"),  # k
    figure("13 19", "14 33 54 59", "55 73 94 99"),  # m
    figure("14 39 55 79 94"),  # w
]
