/** What is read where there is no server: our own pad. It stands in for `inputs.js`. */

import { find } from "../dom.js";
import { keptHistory } from "../pad/kept.js";
import { createKeyboardPad } from "../pad/keyboard.js";
import { createUndo, watchKeys } from "../pad/undo.js";

/**
 * @param {Parameters<typeof import("../inputs.js").connectInputs>[0]} options
 * @returns {ReturnType<typeof import("../inputs.js").connectInputs>}
 */
export function connectInputs({ onFrame, onClear }) {
  document.body.classList.add("own-pad");
  const history = keptHistory();
  const { actions, frame, moveIn } = createUndo(history, () => pad, {
    frame: onFrame,
    clear: onClear,
  });
  const pad = createKeyboardPad(find("#ownpad .ownpad"), { ...actions, frame });
  watchKeys(actions);

  async function start() {
    await null; // what it calls back is there by then
    moveIn();
    return /** @type {const} */ ("own");
  }

  return { ...pad, ready: start(), stock: () => false, panels: [] };
}
