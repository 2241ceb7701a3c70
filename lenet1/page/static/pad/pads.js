/**
 * Which pad is drawn on: Gradio's sketchpad with the live path, the same with Gradio's own
 * upload, or the small pad of our own.
 */

import { find } from "../dom.js";
import { createKeyboardPad } from "./keyboard.js";
import { watchSketchpad } from "./sketchpad.js";
import { useStockEvent } from "./stock.js";

/** @typedef {import("./editor.js").Segment} Segment */

/**
 * @typedef {object} Pad
 * @property {(square: import("./outline.js").Square | null) => void} outline
 * @property {() => void} clear
 * @property {() => void} focus
 * @property {(drawing: Segment[]) => void} demonstrate draw it, as an example that the
 *   first touch clears
 * @property {() => Segment[]} drawing what is drawn; empty where that is nothing
 * @property {(drawing: Segment[]) => void} load put another drawing in its place
 */

const OWN = "own-pad"; // a class of the body: our pad is the one in view

/** @param {{onFrame: (frame: import("./paper.js").Frame) => void}} options */
export function connectPads({ onFrame }) {
  const root = find("#ownpad .ownpad");
  const toggle = find("#examples .keyboard");
  /** @type {Pad | null} */
  let live = null; // the sketchpad, once it is watched
  /** @type {Pad | null} */
  let own = null; // our own pad, once it is wanted
  const ownInView = () => document.body.classList.contains(OWN);
  const current = () => (ownInView() ? own : live);

  /** @returns {Promise<"live" | "stock" | "own">} */
  async function start() {
    if (!hasWebGL()) {
      toggle.remove();
      useOwn(true);
      return "own";
    }
    live = await watchSketchpad("pad", onFrame, () => {
      // Phones do that in the background; the sketchpad stays white from then on.
      toggle.remove();
      if (!ownInView()) useOwn(true);
    });
    if (!live) useStockEvent();
    return live ? "live" : "stock";
  }

  /**
   * The drawing goes along. @param {boolean} wanted
   */
  function useOwn(wanted) {
    const before = current();
    const drawing = before?.drawing() ?? [];
    before?.clear();
    document.body.classList.toggle(OWN, wanted);
    toggle.textContent = wanted ? "Back to the sketchpad" : "Draw with the keyboard";
    if (wanted) own ??= createKeyboardPad(root, { onFrame });
    if (drawing.length) current()?.load(drawing);
  }

  toggle.addEventListener("click", () => {
    useOwn(!ownInView());
    current()?.focus();
  });

  const ready = start();
  return {
    ready,
    /** @param {Segment[]} drawing */
    demonstrate: (drawing) => current()?.demonstrate(drawing),
    /** Whether the stock event reads what is drawn. */
    stock: () => !current(),
    /** @param {import("./outline.js").Square | null} square */
    outline: (square) => current()?.outline(square),
    /**
     * Put a drawing on the pad, once there is one; without the live path, on our own.
     *
     * @param {Segment[]} drawing
     */
    async load(drawing) {
      await ready;
      if (!current()) useOwn(true);
      current()?.load(drawing);
    },
  };
}

function hasWebGL() {
  const canvas = document.createElement("canvas");
  return Boolean(canvas.getContext("webgl2") ?? canvas.getContext("webgl"));
}
