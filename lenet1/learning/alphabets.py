"""Letters and digits of other scripts as a pen draws them, corner by corner.

A stroke such as "00 40 44" names x and y of each corner in tenths, y down; one that
begins with ~ is bent along its corners. What somebody would take for a Western digit is
left out: the lambdas (1), theta (0), Devanagari's 0, 2 and 3, Arabic's 0, 1, 5, 8, 9.
"""

import numpy as np

from lenet1.pen import Points

FINE = 8  # points between two corners of a bent stroke


def smooth(corners: Points, fine: int = FINE) -> Points:
    """From the first corner to the last, bent towards those between (B-spline)."""
    ends = np.concatenate([corners[:1], corners, corners[-1:]])
    middles = (ends[:-1] + ends[1:]) / 2
    t = np.linspace(0, 1, fine)[:, None]
    pieces = [
        (1 - t) ** 2 * a + 2 * t * (1 - t) * c + t**2 * b
        for a, c, b in zip(middles[:-1], ends[1:-1], middles[1:], strict=True)
    ]
    return np.concatenate(pieces)


def figure(*strokes: str) -> list[Points]:
    """The points of strokes that are written as this module writes them."""
    drawn = []
    for stroke in strokes:
        corners = np.array(
            [[int(c) for c in p] for p in stroke.removeprefix("~").split()], float
        )
        drawn.append(smooth(corners) if stroke.startswith("~") else corners)
    return drawn


GREEK = [
    figure("~91 67 39 17 14 32 54 78 99"),  # alpha
    figure("~29 23 41 62 44 74 67 28"),  # beta
    figure("~11 32 56 59 48 56 71 91"),  # gamma
    figure("~72 41 32 55 77 59 38 25 44 64"),  # delta
    figure("~82 51 23 45 65", "~45 26 38 69 87"),  # epsilon
    figure("~31 71 34 27 58 78 69"),  # zeta
    figure("12 24 27", "~24 52 74 76 79"),  # eta
    figure("23 28", "72 25 78"),  # kappa
    figure("22 29", "~26 48 67", "72 68"),  # mu
    figure("~22 37 48 65 72"),  # nu
    figure("~31 71 43 64 35 36 58 69"),  # xi
    figure("13 93", "33 28", "73 69"),  # pi
    figure("~29 24 51 74 57 26"),  # rho
    figure("~83 43 26 48 77 64 43"),  # sigma
    figure("13 93", "~53 57 69"),  # tau
    figure("51 59", "~53 24 27 57 77 73 53"),  # phi
    figure("21 79", "~81 55 29"),  # chi
    figure("~13 16 47 77 93", "51 59"),  # psi
    figure("~22 15 37 54 57 78 95 82"),  # omega
    figure("29 21 81"),  # Gamma
    figure("51 19 99 51"),  # Delta
    figure("11 91", "35 75", "19 99"),  # Xi
    figure("19 11 91 99"),  # Pi
    figure("81 21 55 29 89"),  # Sigma
    figure("~18 38 35 14 31 61 84 65 68 88"),  # Omega
]
DEVANAGARI = [
    figure("~64 44 33 51 73 85 68 49"),  # 1
    figure("~21 45 67 58 47 64 81"),  # 4
    figure("~22 25 46 65", "62 65 79"),  # 5
    figure("~71 42 33 54 35 37 68 79"),  # 6
    figure("~43 54 34 23 31 62 85 77 48 27"),  # 7
    figure("~71 41 22 45 79"),  # 8
    figure("~61 32 53 34 56 37 79"),  # 9
]
ARABIC = [
    figure("~29 22 23 45 63 61"),  # 2
    figure("29 21", "~21 33 42 41", "~42 54 63 61"),  # 3
    figure("~71 32 44 64 36 38 79"),  # 4
    figure("~22 52 71 79"),  # 6
    figure("11 59 91"),  # 7
]
MARKS = [
    figure("51 57", "59 59"),  # exclamation mark
    figure("~22 41 73 55 57", "59 59"),  # question mark
    figure("53 59", "51 51"),  # i
    figure("~53 58 39 28", "51 51"),  # j
    figure("81 29", "~21 43 24 21", "~77 99 78 77"),  # per cent
    figure("15 95", "52 52", "58 58"),  # divided by
    figure("53 53", "57 57 49"),  # semicolon
]
