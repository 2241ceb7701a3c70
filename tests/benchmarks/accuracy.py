"""Print how often weights are right on MNIST's test digits, as they are and redrawn."""

import argparse
from pathlib import Path

from lenet1.learning.data import Digits, load_mnist
from lenet1.learning.evaluation import accuracy, confusion, predict
from lenet1.weights import MODEL, load_model
from tests.benchmarks.redraw import redraw
from tests.conftest import WEIGHTS


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.ArgumentDefaultsHelpFormatter
    )
    parser.add_argument(
        "--weights", type=Path, default=WEIGHTS / MODEL, help="which to test"
    )
    parser.add_argument("--data-dir", type=Path, default="data", help="where MNIST is")
    parser.add_argument("--seed", type=int, default=0, help="for place and size")
    args = parser.parse_args()

    model = load_model(args.weights, device="cpu")
    test = load_mnist(args.data_dir, train=False, device="cpu")
    answers = predict(model, test.images)
    plain = (answers == test.labels).double().mean().item()
    redrawn = Digits(redraw(test.images, seed=args.seed), test.labels)
    pasted = accuracy(model, redrawn)
    print(f"{plain:.2%} of {len(test.labels):,} MNIST test digits")
    print(f"{pasted:.2%} of the same, pasted at random place and size on a 280x280 pad")
    print(f"{100 * (plain - pasted):+.2f} points lost")
    print("row: what it is, column: what it was called")
    for digit, row in enumerate(confusion(answers, test.labels).tolist()):
        print(digit, "".join(f"{count:6d}" for count in row))


if __name__ == "__main__":
    main()
