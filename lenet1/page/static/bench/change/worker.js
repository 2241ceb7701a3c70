/** The thread that reads the carried digits, so that the pen is not kept waiting. */

import { fetchDigits } from "../training/digits.js";
import { judge } from "./judgement.js";

const COUNT = 400; // of the digits that judge; as many as are read in 150 ms

/** @type {Promise<import("../training/digits.js").Digits>} */
let digits;

addEventListener("message", async ({ data: { network, rules } }) => {
  try {
    digits ??= fetchDigits("judge", rules);
    postMessage({ judgement: judge(network, await digits, COUNT) });
  } catch (error) {
    console.error(error);
    postMessage({ judgement: null });
  }
});
