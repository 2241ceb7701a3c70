"""The model card in Hugging Face's form, `weights/README.md`, from the records."""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

CARD = """\
---
license: mit
library_name: pytorch
pipeline_tag: image-classification
tags: [lenet, mnist, handwritten-digits]
datasets: [mnist]
metrics: [accuracy]
model-index:
- name: LeNet-1
  results:
  - task: {{type: image-classification}}
    dataset: {{name: MNIST, type: mnist, split: test}}
    metrics:
    - {{type: accuracy, value: {test_accuracy:.4f}}}
---

# LeNet-1, 3,246 parameters

One handwritten digit, drawn or scanned, to ten probabilities, with a second file that
says when not to trust them.

## Intended use

Showing how a convolutional network sees: every map is small enough to look at. Input is
one digit in MNIST's form: `lenet1.ink.find_ink` finds the ink of a picture,
`lenet1.centering.center` brings it into that form, `lenet1.upright.straighten` makes it
upright. `lenet1.reading.read` does all of it.

Not for reading forms, cheques or post codes unattended: `lenet1.paper` finds their
digits, and `python -m tests.benchmarks.paper` says how many it misses and misreads.

## Data

{training_digits:,} digits: MNIST's training digits but {held_out_digits:,}, written by
employees of the US Census Bureau and by high-school students around 1990{pens}.

## Training

`{command}` in {seconds:.0f} s on {device}, PyTorch {torch}, {date}. Seed {seed} is
shipped since it reads best what was held out, scans and drawings counting the same:
{validation}.

![loss and accuracy by epoch](training.png)

## Evaluation

MNIST's 10,000 test digits: **{test_accuracy:.2%}** right. Mean over {count} seeds
{mean:.3%}, standard deviation {deviation:.3%}, least {least:.2%}. Test accuracies of
single runs were seen while the recipe still changed; they may be a little kind.{alone}

{scores}

"Accepted" is the share answered with a digit, not with "not sure" or "does not look
like one digit". The last column answers the 99 % with the highest probability.

| digit | of its test digits, right |
|---|---|
{classes}

![row: what it is, column: what it was called](confusion.png)

## What is refused

Drawings that are not one digit, by scripts, of kinds that the head was fitted on,
pairs, signs, circles and mirrors made of digits by writers whom it never saw:
{refused}.{never}{refitted}

The head's layers, the inventions that it is fitted on and the share of digits that
it may turn away were chosen with drawings of these kinds and of the six unseen writers
in view, and the steps before it with the table of `tests.benchmarks.kinds`, so all
these figures may be a little kind.

## Forms that neither source has

Drawn by scripts with other hands than those that train; right: {forms}.

## Limits

- Digits of other scripts that look like a Western one are read as that.
- The refusals know the kinds of drawings that they were fitted on; of others they
  refuse fewer, of what is nearly a digit (marks, outlines, other scripts) fewest.
- An upright line is a 1 and a circle is a 0, whatever was meant; so are l and O.
- Letters and shapes that come close to a digit (S, B, Z) pass as one.
- Training knew no noise, and noise hides the slant: grainy pictures are read worse.
- A line above a digit is not told from the bar of a 5 or a 7, and stays; one under it
  is left out only where it does not touch.
- Turned beyond 30 degrees, digits are often misread:

![accuracy under shift, rotation, scale, stroke width and noise](robustness.png)
"""

PENS = """, and
digits by 24 people who wrote with a pen on a tablet around 1998 (UCI, Alpaydin and
Alimoglu, CC BY 4.0), drawn on a sketchpad with thin, normal and thick pens, and
forms that some people write (lambda 1, footed 7, slashed 0 and others) and printed
digits, made up by scripts; six more writers never train but help to choose: they
validate, they do not test"""

NEVER = """

Each family of kinds, refused by a head that was fitted without it and without the
inventions that resemble it, which is what to expect of drawings that nobody thought of:
{shares}."""

REFITTED = """

The refusals were fitted anew on {date}, to turn away more, by
`python -m tests.benchmarks.refusals`; the network stayed as it was."""

FINDER = """
## The finder of pages

`finder.safetensors` holds two networks of 70,687 and 28,132 weights and a decision:
where digits and signs stand on a page, which ink is a digit's own, and whether what
LeNet-1 reads there is told (`lenet1.paper`). They learned from crops of pages that
`python -m lenet1.learning.finder` makes up: digits of MNIST, of pens, in print and on
displays, among words, signs, lines, boxes and blobs. `finder.json` says with which
options, and what they had learned from before; the command without options learns from
random weights on, which was not done with the crops as they are now.

Of {digits} digits on held-out crops (other scans and writers, the same fonts)
{found:.1%} are found, and of these {right:.1%} are read right. On pages of strangers
(`tests.benchmarks.strangers`, figures in the project's README) it misses digits
in red pen that touch and captchas, misreads seven-segment displays, which LeNet-1 has
not learned, and takes letters like S and O for digits now and then. What is told, what
is company and what shines through was chosen in view of these very pages, so their
figures are a little kind.
"""

ALONE = """

On MNIST alone (`{command}`) the recipe reads {mean:.3%} in the mean, standard
deviation {standard_deviation:.3%}, least {least:.2%}."""


def card(metrics: dict[str, Any]) -> str:
    runs = metrics["runs"]
    place = runs["seeds"].index(metrics["seed"])
    return CARD.format(
        **{
            key: value
            for key, value in metrics.items()
            if key not in ("runs", "scores", "validation", "forms")
        },
        alone=alone(metrics["mnist_alone"]) if "mnist_alone" in metrics else "",
        validation=", ".join(
            f"{name} {share:.2%}" for name, share in metrics["validation"].items()
        ),
        pens=PENS if "--pen-digits" in metrics["command"] else "",
        seconds=runs["seconds"][place],
        torch=metrics["versions"]["torch"],
        count=len(runs["seeds"]),
        mean=runs["mean"],
        deviation=runs["standard_deviation"],
        least=runs["least"],
        scores=score_table(metrics["scores"]),
        classes=class_table(metrics["confusion"]),
        refused=listed(metrics["non_digits_refused"]),
        never=NEVER.format(shares=listed(metrics["never_fitted_refused"]))
        if "never_fitted_refused" in metrics
        else "",
        forms=listed(metrics["forms"]),
        refitted=REFITTED.format(date=metrics["refusals_fitted"])
        if "refusals_fitted" in metrics
        else "",
    )


def finder_card(record: dict[str, Any]) -> str:
    """What the card says of the finder; `record` is of `finder.json`."""
    return FINDER.format(**record["held_out_crops"])


def listed(shares: dict[str, float]) -> str:
    return ", ".join(f"{name} {share:.1%}" for name, share in shares.items())


def alone(figures: dict[str, Any]) -> str:
    return ALONE.format(command=figures["command"], **figures["runs"])


def percent(share: float | None) -> str:
    """A share in [0, 1], or of nothing at all."""
    return "none" if share is None else f"{share:.2%}"


def score_table(scores: dict[str, dict[str, float | None]]) -> str:
    columns = list(next(iter(scores.values())))
    rows = [
        "| digits | " + " | ".join(name.replace("_", " ") for name in columns) + " |",
        "|---" * (len(columns) + 1) + "|",
    ]
    for name, values in scores.items():
        rows.append(f"| {name} | " + " | ".join(map(percent, values.values())) + " |")
    return "\n".join(rows)


def class_table(counts: Sequence[Sequence[int]]) -> str:
    return "\n".join(
        f"| {digit} | {row[digit] / sum(row):.2%} |" for digit, row in enumerate(counts)
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.ArgumentDefaultsHelpFormatter
    )
    parser.add_argument("--metrics", type=Path, default=Path("weights/metrics.json"))
    path = parser.parse_args().metrics
    finder = json.loads(path.with_name("finder.json").read_text())
    text = card(json.loads(path.read_text())) + finder_card(finder)
    path.with_name("README.md").write_text(text)


if __name__ == "__main__":
    main()
