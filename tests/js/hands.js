/** The examples drawn by other hands, as a pen reports them: in segments of the pad. */

import { readFileSync } from "node:fs";
import { segments } from "../../lenet1/page/static/pad/examples.js";
import { PAD } from "../../lenet1/page/static/pad/paper.js";

export const EXAMPLES = JSON.parse(
  readFileSync(new URL("../../lenet1/examples.json", import.meta.url), "utf8"),
);

/** Numbers between 0 and 1 that look random, the same ones each time. */
export function createRandom(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0; // mulberry32
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * A digit in another size, place and slant, its corners unsteady, reported every `pace` px
 * of the pen's way.
 */
export function drawnByHand(random, digit) {
  const between = (low, high) => low + (high - low) * random();
  const size = between(0.4, 1);
  const [left, top] = [between(0, 100 * (1 - size)), between(0, 100 * (1 - size))];
  const lean = between(-0.3, 0.3);
  const pace = between(3, 20);
  return EXAMPLES[digit].flatMap((stroke) => {
    const corners = stroke.map(([x, y]) => [
      ((left + size * (x + between(-1, 1) - lean * (y - 50))) / 100) * PAD,
      ((top + size * (y + between(-1, 1))) / 100) * PAD,
    ]);
    return segments(walked(corners, pace));
  });
}

function walked(corners, pace) {
  const points = [corners[0]];
  for (const [i, [x, y]] of corners.slice(1).entries()) {
    const [from_x, from_y] = corners[i];
    const steps = Math.ceil(Math.hypot(x - from_x, y - from_y) / pace);
    for (let step = 1; step <= steps; step++)
      points.push([
        from_x + (step / steps) * (x - from_x),
        from_y + (step / steps) * (y - from_y),
      ]);
  }
  return points;
}

/** Twenty of each digit; every fourth drawing holds another digit besides. */
export function twoHundred() {
  const random = createRandom(1);
  return Array.from({ length: 200 }, (_, i) => {
    const digit = drawnByHand(random, i % 10);
    return i % 4 ? digit : [...digit, ...drawnByHand(random, (i + 3) % 10)];
  });
}
