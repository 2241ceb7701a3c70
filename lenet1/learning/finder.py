"""Learn what `lenet1.paper` finds digits with, from made-up crops of pages.

`python -m lenet1.learning.finder` trains the finder and the cutout, fits the decision
to the LeNet-1 that ships, and writes `weights/finder.safetensors` and its record.
"""

import argparse
import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn
from tqdm import tqdm

from lenet1.learning.crops.crop import make_crop
from lenet1.learning.crops.hands import read_fonts
from lenet1.learning.crops.sheet import Bank
from lenet1.learning.cutouts import windows
from lenet1.learning.data import DataError, Digits, hold_out, load_mnist
from lenet1.learning.finder_decision import Scores, fit_decision, scores_of, tried
from lenet1.learning.hand import Random
from lenet1.learning.muon import Muon
from lenet1.learning.pendigits import PenDigit, read_pen_digits, split_writers
from lenet1.learning.targets import QUANTUM, Pool, as_input, loss_of
from lenet1.paper.cutout import SIDE, Cutout
from lenet1.paper.finder import KINDS, Finder
from lenet1.paper.networks import FINDER, Networks, load_networks, networks_file
from lenet1.weights import load, replace_files, shipped

BATCH, WINDOWS = 16, 64  # crops and windows of a step
FRESH, FRESH_CROPS = 8, 2  # crops made for a step; for a step of the cutout's
POOL, WINDOW_POOL = 4_000, 12_000  # that are kept and come again
MOST_OF_CROP = 24  # windows of one crop
LAST_SHARE = 0.005  # of the highest rate; the last
WARM_UP, SETTLES = 200, 0.5  # steps in which it rises; share of all in which it falls
AVERAGED = 0.01  # share of each step's weights in the running mean that is kept
RARE = -4.0  # log odds of a middle before anything is learned
HELD_OUT = 150  # crops that the decision is fitted to; as many others test it
FONTS = Path("/usr/share/fonts")
PACKAGES = (  # of Debian, whose fonts the shipped weights have seen
    "Debian's fonts-dejavu, -freefont-ttf, -noto-core, -liberation, -dseg,"
    " -humor-sans, -dkg-handwriting, -breip, -bwht, -femkeklaver, -klee, -kristi,"
    " -dancingscript, -inconsolata, -lato, -open-sans, -roboto, -cantarell, -lobster,"
    " -ecolier-court, -comic-neue, -levien-typoscript, -misaki"
)


class Progress(NamedTuple):
    """One step."""

    step: int
    loss: float


def learn_finder(
    finder: Finder, pool: Pool, steps: int, rate: float
) -> Iterator[Progress]:
    """Train in place, from crops, at `rate` at most; a value a step."""
    finder.to(memory_format=torch.channels_last)
    muon, mean = Muon(finder), _state(finder)
    for step in range(steps):
        batch = pool.batch(BATCH, FRESH)
        loss = loss_of(finder(as_input(batch.planes)), batch)
        loss.backward()
        muon.step(rate * _share(step, steps))
        _average_in(mean, finder, step)
        yield Progress(step, loss.item())
    finder.load_state_dict(mean)


def learn_cutout(
    cutout: Cutout, bank: Bank, random: Random, steps: int, rate: float
) -> Iterator[Progress]:
    """Train in place, from windows around digits; a value a step.

    Cross-entropy, and Dice's coefficient (Milletari et al., 2016), under which thin
    digits weigh as much as bold ones.
    """
    cutout.to(memory_format=torch.channels_last)
    muon, mean = Muon(cutout), _state(cutout)
    planes = np.zeros((WINDOW_POOL, 2, SIDE, SIDE), np.int8)
    inks = np.zeros((WINDOW_POOL, SIDE, SIDE), np.uint8)
    made = 0
    for step in range(steps):
        while made < WINDOWS or made < step * FRESH_CROPS * MOST_OF_CROP / 4:
            several = list(windows(make_crop(bank, random), random))
            for i in random.permutation(len(several))[:MOST_OF_CROP].tolist():
                at = made % WINDOW_POOL
                planes[at] = np.rint(several[i].planes * QUANTUM)
                inks[at] = several[i].ink
                made += 1
        index = random.integers(0, min(made, WINDOW_POOL), WINDOWS)
        out = cutout(as_input(planes[index]))
        loss = _ink_loss(out, torch.from_numpy(inks[index]).float() / 255)
        loss.backward()
        muon.step(rate * _share(step, steps))
        _average_in(mean, cutout, step)
        yield Progress(step, loss.item())
    cutout.load_state_dict(mean)


def _ink_loss(z: Tensor, ink: Tensor) -> Tensor:
    p = z.sigmoid()
    common = (p * ink).sum(dim=(1, 2))
    both = (p * p + ink * ink).sum(dim=(1, 2))
    dice = 1 - (2 * common + 1) / (both + 1)
    return 2 * F.binary_cross_entropy_with_logits(z, ink) + dice.mean() / 2


def _share(step: int, steps: int) -> float:
    """Of the highest rate: it rises, stays and falls."""
    falls = (1 - step / steps) / SETTLES + LAST_SHARE
    return min((step + 1) / WARM_UP, 1) * min(falls, 1)


def _state(network: nn.Module) -> dict[str, Tensor]:
    return {k: v.detach().clone() for k, v in network.state_dict().items()}


@torch.no_grad()
def _average_in(mean: dict[str, Tensor], network: nn.Module, step: int) -> None:
    for name, value in network.state_dict().items():
        mean[name].lerp_(value, max(AVERAGED, 1 / (step + 1)))


def banks(fonts: Path, data_dir: Path, pen_digits: Path) -> tuple[Bank, Bank]:
    """What crops to learn from and held-out ones are made of.

    Held out are MNIST's digits and the writers that LeNet-1's training holds out too;
    the fonts are the same.
    """
    prints, displays = read_fonts([fonts])
    mnist = hold_out(load_mnist(data_dir, train=True, device="cpu"))
    writers = split_writers(read_pen_digits(pen_digits))

    def bank(digits: Digits, pens: list[PenDigit]) -> Bank:
        names = sorted({digit.writer for digit in pens})
        own = [[digit for digit in pens if digit.writer == name] for name in names]
        images, labels = digits.images.numpy(), digits.labels.numpy()
        return Bank(images, labels, own, prints, displays)

    return bank(mnist[0], writers[0]), bank(mnist[1], writers[1])


def before(args: argparse.Namespace) -> tuple[Finder, Cutout]:
    """The shipped networks, or random ones."""
    if args.further or args.refit:
        known = load_networks(shipped(), fitted=False)
        return known.finder, known.cutout
    finder, cutout = Finder(), Cutout()
    with torch.no_grad():
        finder.get_parameter("out.bias")[: len(KINDS)] = RARE
    return finder, cutout


def learn(args: argparse.Namespace, bank: Bank) -> tuple[Finder, Cutout]:
    """Both networks, with a progress bar each."""
    torch.manual_seed(args.seed)
    random = np.random.default_rng(args.seed)
    finder, cutout = before(args)
    pool = Pool(bank, random, POOL)
    show(learn_finder(finder, pool, args.steps, args.rate), args.steps, "finder")
    steps = learn_cutout(cutout, bank, random, args.cutout_steps, args.rate)
    show(steps, args.cutout_steps, "cutout")
    return finder.eval(), cutout.eval()


def show(steps: Iterator[Progress], count: int, name: str) -> None:
    """Go through the steps behind a bar that tells the mean loss of the last ones."""
    loss = float("nan")
    with tqdm(total=count, desc=name, dynamic_ncols=True) as bar:
        for one in steps:
            loss = one.loss if one.step == 0 else loss + 0.02 * (one.loss - loss)
            bar.set_postfix(loss=f"{loss:.3f}", refresh=False)
            bar.update()


def fit(
    finder: Finder, cutout: Cutout, held_out: Bank, seed: int
) -> tuple[Networks, Scores]:
    """The networks with their decision, and how they read further held-out crops."""
    reader, random = load(), np.random.default_rng(seed + 1)
    halves = [
        tried(finder, cutout, reader, [make_crop(held_out, random) for _ in crops])
        for crops in tqdm([range(HELD_OUT)] * 2, desc="decision")
    ]
    decision = fit_decision(halves[0].cases)
    return Networks(finder, cutout, decision), scores_of(halves[1], decision)


def record(
    args: argparse.Namespace, scores: Scores, seconds: float, earlier: dict[str, Any]
) -> dict[str, Any]:
    """What stands beside the weights: how they were made, and how well they read."""
    read = {"held_out_crops": {k: round(v, 4) for k, v in scores._asdict().items()}}
    command = "python -m lenet1.learning.finder"
    if args.refit:
        decision = {"command": f"{command} --refit", "seed": args.seed}
        return {**earlier, **read, "decision": {**decision, "crops": HELD_OUT}}
    return {
        "command": command + " --further" * args.further,
        **{
            name: getattr(args, name)
            for name in ("seed", "steps", "cutout_steps", "rate")
        },
        "crops_a_step": BATCH,
        "windows_a_step": WINDOWS,
        "minutes": round(seconds / 60),
        **read,
        **({"before": earlier} if args.further else {}),
    }


def parse_arguments(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.ArgumentDefaultsHelpFormatter
    )
    add = parser.add_argument
    add("--steps", type=int, default=5000, help="of the finder, 16 crops each")
    add("--cutout-steps", type=int, default=4300, help="of the cutout, 64 digits each")
    add("--seed", type=int, default=0, help="the same seed makes the same crops")
    add("--refit", action="store_true", help="keep the networks, fit the decision anew")
    further = "learn from the shipped networks on, not from random ones"
    add("--further", action="store_true", help=further)
    add("--rate", type=float, default=3e-3, help="the highest learning rate")
    add("--data-dir", type=Path, default=Path("data"), help="where MNIST is or goes")
    uci = "UCI's pendigits-orig.tra, plain or .gz"
    pens = Path("data/pendigits-orig.tra.gz")
    add("--pen-digits", type=Path, default=pens, help=uci)
    add("--fonts", type=Path, default=FONTS, help=f"folder of fonts; {PACKAGES}")
    return parser.parse_args(arguments)


def main(arguments: list[str] | None = None) -> int:
    try:
        run(parse_arguments(arguments))
    except DataError as error:
        print(f"finder: {error}", file=sys.stderr)
        return 2
    return 0


def run(args: argparse.Namespace) -> None:
    folder, started = shipped(), time.perf_counter()
    bank, held_out = banks(args.fonts, args.data_dir, args.pen_digits)
    finder, cutout = before(args) if args.refit else learn(args, bank)
    networks, scores = fit(finder, cutout, held_out, args.seed)
    path = folder / FINDER
    told = path.with_suffix(".json")
    on = args.further or args.refit
    earlier = json.loads(told.read_text()) if on else {}
    made = record(args, scores, time.perf_counter() - started, earlier)
    said = json.dumps(made, indent=2) + "\n"
    contents = {path: networks_file(networks, folder)}
    replace_files({**contents, told: said.encode()})
    print(said, end="")


if __name__ == "__main__":
    sys.exit(main())
