"""What visitors and callers read."""

SUREST = 0.999  # no answer is said to be surer, whatever rounding makes of it


def percent(share: float) -> str:
    """A probability in [0, 1], at most SUREST."""
    return f"{min(share, SUREST):.1%}"
