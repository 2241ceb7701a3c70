/**
 * Reads the carried digits after changes as the page does: `node judge_digits.mjs LAYERS
 * RULES WEIGHTS` of JSON, JSON and a safetensors file. For each of several changes it
 * prints the seconds of processor time that its digits took, and those of all layers.
 */

import { readFileSync } from "node:fs";
import { createChanges } from "../../lenet1/page/static/bench/change/changes.js";
import { createJudge } from "../../lenet1/page/static/bench/change/judgement.js";
import { decodeDigits } from "../../lenet1/page/static/bench/training/digits.js";
import { decodeWeights } from "../../lenet1/page/static/bench/training/safetensors.js";
import { forward } from "../../lenet1/page/static/network/model.js";
import { mapsOf } from "../../lenet1/page/static/network/units.js";
import { asInput } from "../../lenet1/page/static/network/upright.js";

const COUNT = 400;
const [layers, rules] = process.argv.slice(2, 4).map((text) => JSON.parse(text));
const weights = decodeWeights(layers, readFileSync(process.argv[4]));
const file = new URL(
  "../../lenet1/page/static/bench/digits/judge.gz",
  import.meta.url,
);
const digits = await decodeDigits(new Blob([readFileSync(file)]), rules);
const network = { layers, weights, scales: {} };
const judge = createJudge(digits, COUNT);

function seconds(work) {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

function all(other) {
  for (let at = 0; at < COUNT; at++)
    forward(asInput(digits.images.subarray(at * 784, (at + 1) * 784)), other);
}

judge(network);
for (const place of [...mapsOf(layers), ...mapsOf(layers)]) {
  const changes = createChanges(network);
  changes.mute(place);
  const other = changes.network();
  const here = seconds(() => judge(other));
  console.log(JSON.stringify({ ...place, here, all: seconds(() => all(other)) }));
  judge(network);
}
