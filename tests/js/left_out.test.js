import assert from "node:assert/strict";
import { test } from "node:test";
import { inFewWords, inWords } from "../../lenet1/page/static/network/left_out.js";

const leftOut = (...things) =>
  things.map(([kind, number]) => ({ kind, number, share: 0.1 }));

test("a sentence says what was left out", () => {
  assert.equal(inWords([]), "");
  assert.equal(inWords(leftOut(["dot", 1])), "A dot was left out.");
  assert.equal(
    inWords(leftOut(["line", 2], ["smudge", 1])),
    "2 lines and a smudge were left out.",
  );
});

test("beside a phone's pad the same takes one short line", () => {
  assert.equal(inFewWords([]), "");
  assert.equal(inFewWords(leftOut(["dot", 1])), "A dot left out");
  assert.equal(inFewWords(leftOut(["smudge", 2])), "2 smudges left out");
  assert.equal(inFewWords(leftOut(["frame", 1])), "The frame left out");
  assert.equal(inFewWords(leftOut(["underline", 1])), "The line left out");
  assert.equal(inFewWords(leftOut(["dot", 2], ["smudge", 1])), "3 things left out");
});
