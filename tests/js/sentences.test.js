import assert from "node:assert/strict";
import { test } from "node:test";
import { inWords } from "../../lenet1/page/static/network/answer.js";
import { withoutInWords } from "../../lenet1/page/static/network/steps.js";
import * as say from "../../lenet1/page/static/sentences.js";

const plain = (text) => text.replaceAll("\u00a0", " ");
const leftOut = (...things) =>
  things.map(([kind, number]) => ({ kind, number, share: 0.1 }));

test("a sentence for each kind says what was left out", () => {
  assert.equal(say.leftOut([]), "");
  assert.equal(say.leftOut(leftOut(["dot", 1])), "A dot was left out.");
  assert.equal(
    say.leftOut(leftOut(["line", 2], ["smudge", 1])),
    "2 lines were left out. A smudge was left out.",
  );
});

test("beside a phone's pad the same takes one short line", () => {
  const short = (...things) => say.leftOutInShort(leftOut(...things));
  assert.equal(short(), "");
  assert.equal(short(["dot", 1]), "A dot left out");
  assert.equal(short(["smudge", 2]), "2 smudges left out");
  assert.equal(short(["frame", 1]), "The frame left out");
  assert.equal(short(["underline", 1]), "The line left out");
  assert.equal(short(["dot", 2], ["smudge", 1]), "3 things left out");
});

test("steps that are off are listed in their order", () => {
  const without = (...steps) => withoutInWords(new Set(steps), 28);
  assert.deepEqual(without(), { long: "", short: "", steps: [] });
  assert.deepEqual(without("stroke", "cut out"), {
    long: "Switched off: cut, thicken or thin.",
    short: "2 steps off",
    steps: ["cut out", "stroke"],
  });
  assert.equal(without("upright").short, "1 step off");
  assert.match(without("cut out", "stroke", "centred", "upright").long, /28×28/);
});

test("an unsure answer names both candidates, an unlike one none", () => {
  const probabilities = [0, 0, 0, 0, 0.55, 0, 0, 0, 0, 0.45];
  const reading = { label: 4, runner_up: 9, probabilities };
  assert.equal(
    plain(inWords({ ...reading, verdict: "not sure" })),
    "Not sure: 4 (55.0 %) or 9 (45.0 %).",
  );
  assert.equal(
    plain(inWords({ ...reading, verdict: "digit" })),
    "I read a 4, 55.0 % sure.",
  );
  assert.match(inWords({ ...reading, label: 8, verdict: "digit" }), /an 8/);
  const unlike = inWords({ ...reading, verdict: "does not look like one digit" });
  assert.doesNotMatch(unlike, /\d/);
});

test("only where a layer has ReLU is it said what ReLU does", () => {
  assert.match(plain(say.outcome(-1.5, "relu")), /not above zero, so ReLU/);
  assert.match(plain(say.outcome(1.5, "relu")), /ReLU lets it through/);
  for (const other of ["tanh", "none"])
    assert.equal(plain(say.outcome(-1.5, other)), "With the bias the sum is −1.50.");
});
