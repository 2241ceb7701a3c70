/** The thread that reads the carried digits, so that the pen is not kept waiting. */

import { decodeDigits } from "../training/digits.js";
import { judge } from "./judgement.js";

const COUNT = 400; // of the digits that judge; as many as are read in 150 ms

/** @type {Promise<import("../training/digits.js").Digits>} */
let digits;

/** @param {any} rules of a drawing's way */
async function load(rules) {
  const response = await fetch(new URL("../digits/judge.gz", import.meta.url));
  if (!response.ok) throw new Error(`${response.url}: ${response.status}`);
  return decodeDigits(await response.blob(), rules);
}

addEventListener("message", async ({ data: { network, rules } }) => {
  try {
    digits ??= load(rules);
    postMessage({ judgement: judge(network, await digits, COUNT) });
  } catch (error) {
    console.error(error);
    postMessage({ judgement: null });
  }
});
