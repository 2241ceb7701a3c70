/**
 * Trains as the page does: `node train_digits.mjs LAYERS RULES`, both JSON. For each line
 * of its input, a number of steps, it prints the seconds of processor time that they took
 * and, of a thousand digits that judge, how many are right afterwards.
 */

import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { decodeDigits } from "../../lenet1/page/static/bench/training/digits.js";
import { createRun } from "../../lenet1/page/static/bench/training/run.js";

const [layers, rules] = process.argv.slice(2).map((text) => JSON.parse(text));
const folder = new URL("../../lenet1/page/static/bench/digits/", import.meta.url);
const load = (name) =>
  decodeDigits(new Blob([readFileSync(new URL(`${name}.gz`, folder))]), rules);
const [learn, judge] = await Promise.all(["learn", "judge"].map(load));
const own = { images: new Uint8Array(), labels: new Uint8Array() };
const choices = { count: learn.labels.length, rate: 0.01, seed: 1 };
const run = createRun({ layers, learn, judge, own }, choices);

for await (const line of createInterface({ input: process.stdin })) {
  const before = process.cpuUsage();
  for (let steps = Number(line); steps > 0; steps--) run.step();
  const { user, system } = process.cpuUsage(before);
  const right = run.judge().right.reduce((sum, count) => sum + count);
  console.log(JSON.stringify({ seconds: (user + system) / 1e6, right }));
}
