import assert from "node:assert/strict";
import { test } from "node:test";
import { stand } from "../../lenet1/page/static/photo/offer.js";

/** A picture of "#" on "." */
function frame(...rows) {
  const pixels = Uint8Array.from(rows.join(""), (sign) => (sign === "#" ? 255 : 0));
  return { x: 0, y: 0, width: rows[0].length, height: rows.length, pixels };
}

test("what stands side by side is counted, as far as it is tall", () => {
  assert.equal(stand(frame("#..#", "#..#")), 2);
  assert.equal(stand(frame("##.#", "...#", "#...")), 2);
  assert.equal(stand(frame("#..#", "####")), 1);
  assert.equal(stand(frame("#...", "#...", "#..#")), 1, "a dot is no digit");
  assert.equal(stand(frame("#.#.#", "#.#.#")), 3);
});
