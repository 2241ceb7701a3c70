/** The thread that reads the carried digits, so that the pen is not kept waiting. */

import { fetchDigits } from "../training/digits.js";
import { createJudge } from "./judgement.js";

const COUNT = 400; // of the digits that judge; as many as are read in 150 ms

/** @type {Promise<ReturnType<typeof createJudge>>} */
let judge;

addEventListener("message", async ({ data: { network, rules } }) => {
  try {
    judge ??= fetchDigits("judge", rules).then((digits) => createJudge(digits, COUNT));
    postMessage({ judgement: (await judge)(network) });
  } catch (error) {
    console.error(error);
    postMessage({ judgement: null });
  }
});
