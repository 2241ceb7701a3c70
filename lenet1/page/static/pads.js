/**
 * Which pad is drawn on: Gradio's sketchpad with the live path, the same with
 * Gradio's own upload, or the small pad of our own.
 */

import { createOwnPad } from "./ownpad.js";
import { watchPad } from "./pad.js";

const SETTLED = 300; // ms after pen-up; the sketchpad commits its stroke meanwhile

/**
 * @param {{onFrame: (frame: import("./ink.js").Frame) => void}} options
 */
export function connectPads({ onFrame }) {
  const own = document.querySelector("#ownpad .ownpad");
  const toggle = document.querySelector("#ownpad button");
  let live = null; // the sketchpad, once it is watched
  let small = null; // our own pad, once it is wanted
  const current = () => (document.body.classList.contains("own-pad") ? small : live);

  async function start() {
    if (!hasWebGL()) {
      toggle.remove();
      useOwn(true);
      return "own";
    }
    live = await watchPad("pad", { onFrame, onUnsupported: useStockEvent });
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
 * Gradio's own way, slow and with uploads: after every touch of the pad, press the hidden
 * button that sends its value. The first press is for what was drawn before.
 */
function useStockEvent() {
  let timer = 0;
  const send = () => document.querySelector("#stock").click();
  const settle = () => {
    clearTimeout(timer);
    timer = setTimeout(send, SETTLED);
  };
  const root = document.querySelector("#pad");
  root.addEventListener("pointerdown", () =>
    addEventListener("pointerup", settle, { capture: true, once: true }),
  );
  root.addEventListener("keyup", settle);
  send();
}
