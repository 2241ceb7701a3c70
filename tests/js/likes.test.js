/** What a map likes, as the shipped file has it, and the pairs that are asked about. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { gunzipSync } from "node:zlib";
import { decodeLikes } from "../../lenet1/page/static/bench/likes/data.js";
import { pairOf } from "../../lenet1/page/static/bench/likes/quiz.js";

const FILE = new URL("../../weights/likes.json.gz", import.meta.url);
const likes = decodeLikes(JSON.parse(gunzipSync(readFileSync(FILE))));

test("every map has patches of its own size, in the order of their sums", () => {
  assert.deepEqual(
    Object.entries(likes).map(([name, maps]) => [name, maps.length, maps[0].side]),
    [
      ["conv1", 4, 5],
      ["conv2", 12, 14],
    ],
  );
  for (const { side, strongest, silencing, typical, mean, fires } of Object.values(
    likes,
  ).flat()) {
    for (const { pixels } of [...strongest, ...silencing, ...typical])
      assert.equal(pixels.length, side ** 2);
    assert.equal(mean.length, side ** 2);
    assert.equal(fires.length, 10);
    const sums = strongest.map(({ sum }) => sum);
    assert.deepEqual(
      sums,
      sums.toSorted((a, b) => b - a),
    );
    assert.ok(silencing.every(({ sum }) => sum < Math.min(...sums)));
    assert.ok(typical.every(({ sum }) => sum <= sums[0]));
  }
});

test("two patches that are asked about differ clearly, and either may come first", () => {
  let seed = 1;
  const random = () => {
    seed = (seed * 16_807) % 2_147_483_647;
    return seed / 2_147_483_647;
  };
  for (const { strongest, silencing } of Object.values(likes).flat()) {
    const patches = [...strongest, ...silencing];
    const firsts = Array.from({ length: 40 }, () => {
      const [one, other] = pairOf(patches, random);
      assert.ok(Math.abs(one.sum - other.sum) > 0.5 * strongest[0].sum);
      return one.sum > other.sum;
    });
    assert.equal(new Set(firsts).size, 2);
  }
});
