"""What is refused of kinds of drawings that the refusals were never fitted on.

Fits the head of the shipped confidence once for each family of kinds, without it, and
scores that family; writes the shares into the record.
"""

import torch

from lenet1.confidence import Reader, accepted
from lenet1.learning.calibration import fit_confidence
from lenet1.learning.evaluation import activations
from lenet1.learning.nondigits import FAMILIES
from lenet1.learning.splits import Splits, load_splits
from lenet1.model import Network
from lenet1.weights import MODEL, load_model
from tests.benchmarks.record import add_to_record, parse_arguments


def score_never_fitted(model: Network, data: Splits) -> dict[str, float]:
    """Share refused of each family, in [0, 1], and of all drawings together.

    It says what to expect of drawings that nobody thought of.
    """
    drawn, scored = data.non_digits_to_fit(), data.non_digits_to_score()
    shares, refused = {}, 0.0
    for family, (kinds, wider) in FAMILIES.items():
        kin = (*kinds, *wider)
        others = drawn.of(kin, inside=False)
        confidence = fit_confidence(model, data.train, data.refusals, others)
        images = scored.of(kinds)
        taken = accepted(Reader(model, confidence), activations(model, images))
        shares[family] = (~taken).double().mean().item()
        refused += shares[family] * len(images)
    return {"all": refused / len(scored.images), **shares}


def main() -> None:
    args = parse_arguments(__doc__)
    data = load_splits(args.data_dir, args.pen_digits, torch.device("cpu"))
    model = load_model(args.weights / MODEL, device="cpu")
    shares = score_never_fitted(model, data)
    for family, share in shares.items():
        print(f"{family}: {share:.1%}")
    add_to_record(args.weights / "metrics.json", "never_fitted_refused", shares)


if __name__ == "__main__":
    main()
