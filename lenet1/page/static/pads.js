/**
 * Which pad is drawn on: Gradio's sketchpad with the live path, the same with its own
 * slow change event, or the small pad of our own.
 */

import { createOwnPad } from "./ownpad.js";
import { watchPad } from "./pad.js";

/**
 * @param {{onFrame: (frame: import("./ink.js").Frame) => void}} options
 */
export function connectPads({ onFrame }) {
  const own = document.querySelector("#ownpad .ownpad");
  const toggle = document.querySelector("#ownpad button");
  const stock = createStockEvent();
  let live = null; // the sketchpad, once it is watched
  let small = null; // our own pad, once it is wanted
  const current = () => (document.body.classList.contains("own-pad") ? small : live);

  async function start() {
    if (!hasWebGL()) {
      toggle.remove();
      useOwn(true);
      return "own";
    }
    live = await watchPad("pad", { onFrame, onUnsupported: stock.use });
    return live ? "live" : "stock";
  }

  function useOwn(wanted) {
    current()?.clear();
    document.body.classList.toggle("own-pad", wanted);
    toggle.setAttribute("aria-pressed", wanted);
    if (wanted) small ??= createOwnPad(own, { onFrame });
  }

  toggle.addEventListener("click", () => {
    useOwn(!document.body.classList.contains("own-pad"));
    if (current() === small) small.focus();
  });

  return {
    ready: start(),
    outline: (square) => current()?.outline(square),
    /** Put a picture on the pad; without the live path, on our own. */
    load(picture) {
      if (!current()) useOwn(true);
      current().load(picture);
    },
  };
}

function hasWebGL() {
  const canvas = document.createElement("canvas");
  return Boolean(canvas.getContext("webgl2") ?? canvas.getContext("webgl"));
}

/**
 * Gradio's own way: the pad's change event, then an upload. A drawing that was finished
 * before it is known which way works is not lost.
 */
function createStockEvent() {
  let used = false;
  let waiting = false;
  document.addEventListener("stockchange", () => {
    if (used) press();
    else waiting = true;
  });

  function press() {
    document.querySelector("#stock").click();
  }

  function use() {
    used = true;
    if (waiting) press();
  }

  return { use };
}
