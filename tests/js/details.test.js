import assert from "node:assert/strict";
import { test } from "node:test";
import { averageInWords, nameOf } from "../../lenet1/page/static/network/details.js";
import { DIGIT, NO_DIGIT, NOT_SURE } from "../../lenet1/page/static/network/verdict.js";
import { createOutlines } from "../../lenet1/page/static/pad/outlines.js";
import { smallNetwork } from "./network.js";

const output = (map) => ({ layer: "logits", map, row: 0, column: 0 });

test("of what is no digit no digit is argued for, but the nearest is named", () => {
  const name = (verdict, map) =>
    nameOf(smallNetwork(), output(map), { verdict, label: 0 });
  assert.match(name(NO_DIGIT, 0), /^No digit\. Nearest: 0$/);
  for (const verdict of [DIGIT, NOT_SURE]) assert.match(name(verdict, 0), /^Why 0\?/);
  assert.match(name(NO_DIGIT, 1), /^Why 1\?/, "somebody asked for it");
});

test("an average keeps what was found only where something was", () => {
  assert.match(averageInWords([0, 0, 0.5, 0], "conv1"), /keeps what was found/);
  assert.match(averageInWords([0, 0, 0, 0], "conv1"), /nothing was found/);
  assert.doesNotMatch(averageInWords([0, 0, 0, 0], "conv1"), /keeps/);
});

test("a unit's field is outlined on the pad, a score's is all of it and is not", () => {
  let square;
  const { mark } = createOutlines((shown) => {
    square = shown;
  });
  const view = {
    network: smallNetwork(),
    reading: { left: 0, top: 0, pixel: 10, slant: 0, middle: 6 },
    frame: { x: 0, y: 0 },
  };
  mark(view, { unit: { layer: "conv1", map: 0, row: 2, column: 1 } });
  assert.ok(square.side > 0);
  mark(view, { unit: output(2) });
  assert.equal(square, null);
});
