"""The numbers that a drawing's way goes by, as the page gets them with the network."""

from types import ModuleType

from lenet1 import centering, ink, parts, stroke_width, upright

MIRRORED = (ink, parts, stroke_width, centering, upright)  # by the page


def rules() -> dict[str, dict[str, float]]:
    """The constants of the modules that the page mirrors, under the modules' names."""
    return {module.__name__.split(".")[-1]: numbers(module) for module in MIRRORED}


def numbers(module: ModuleType) -> dict[str, float]:
    """The constants of a module that are numbers, under their names."""
    return {
        name: value
        for name, value in vars(module).items()
        if name.isupper() and isinstance(value, int | float)
    }
