import assert from "node:assert/strict";
import { test } from "node:test";
import { warmUp } from "../../lenet1/page/static/network/warm_up.js";
import { READER } from "./network.js";

/** A confidence that counts how often an answer is worked out with it. */
function counting() {
  const count = { answers: 0 };
  const confidence = {
    ...READER.confidence,
    get temperature() {
      count.answers++;
      return READER.confidence.temperature;
    },
  };
  return { count, reader: { ...READER, confidence } };
}

test("each reading waits for a pause, and then the page rests", async () => {
  const { count, reader } = counting();
  let pauses = 0;
  const pause = async () => {
    assert.equal(count.answers > 0, pauses > 0);
    pauses++;
  };
  const times = await warmUp(reader, () => true, pause);
  assert.ok(times >= 20);
  assert.equal(pauses, times);
  assert.ok(count.answers >= times);
});

test("once somebody draws, it stops for good", async () => {
  const { count, reader } = counting();
  let left = 5;
  const times = await warmUp(
    reader,
    () => left-- > 0,
    async () => {},
  );
  assert.equal(times, 5);
  const answers = count.answers;
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(count.answers, answers);
});
