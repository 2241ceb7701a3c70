"""Fit the refusals of weights anew, as `train.py` does after training, and score all.

For changes to the head, its drawings or its thresholds that leave the network as it is.
"""

from datetime import UTC, datetime

from lenet1.confidence import Reader
from lenet1.learning.device import choose_device
from lenet1.learning.report import fit_refusals
from lenet1.learning.scores import score
from lenet1.learning.splits import load_splits
from lenet1.weights import (
    CONFIDENCE,
    MODEL,
    confidence_file,
    load_model,
    replace_files,
)
from tests.benchmarks.record import add_to_record, parse_arguments


def main() -> None:
    args = parse_arguments(__doc__)
    weights, record = args.weights / MODEL, args.weights / "metrics.json"
    model = load_model(weights, device="cpu")
    data = load_splits(args.data_dir, args.pen_digits, choose_device("cpu"))
    confidence = fit_refusals(model, data)
    content = confidence_file(confidence, of=weights.read_bytes())
    replace_files({args.weights / CONFIDENCE: content})
    for name, figures in score(Reader(model, confidence), data).items():
        print(f"{name}: {figures}")
        add_to_record(record, name, figures)
    add_to_record(record, "refusals_fitted", datetime.now(UTC).date().isoformat())


if __name__ == "__main__":
    main()
