/** What is read where there is no server: our own pad. It stands in for `inputs.js`. */

import { find } from "../dom.js";
import { createKeyboardPad } from "../pad/keyboard.js";

/**
 * @param {{onFrame: (frame: import("../pad/paper.js").Frame) => void}} options
 * @returns {ReturnType<typeof import("../inputs.js").connectInputs>}
 */
export function connectInputs({ onFrame }) {
  document.body.classList.add("own-pad");
  const pad = createKeyboardPad(find("#ownpad .ownpad"), { onFrame });
  return {
    ...pad,
    ready: Promise.resolve("own"),
    stock: () => false,
    load: async (drawing) => pad.load(drawing),
  };
}
