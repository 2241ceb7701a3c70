/**
 * Which pad is drawn on: Gradio's sketchpad with the live path, the same with Gradio's own
 * upload, or the small pad of our own.
 */

import { find } from "../dom.js";
import { createKeyboardPad } from "./keyboard.js";
import { watchSketchpad } from "./sketchpad.js";
import { useStockEvent } from "./stock.js";

/**
 * @typedef {object} Pad
 * @property {(square: import("./outline.js").Square | null) => void} outline
 * @property {() => void} clear
 * @property {() => void} focus
 * @property {(segments: import("./editor.js").Segment[]) => void} demonstrate draw them, as
 *   an example that the first touch clears
 * @property {() => HTMLCanvasElement | null} picture the drawing, ink on transparent
 *   ground; null where nothing is drawn
 * @property {(picture: HTMLCanvasElement) => void} load put such a picture in its place
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
    const picture = before?.picture();
    before?.clear();
    document.body.classList.toggle(OWN, wanted);
    toggle.textContent = wanted ? "Back to the sketchpad" : "Draw with the keyboard";
    if (wanted) own ??= createKeyboardPad(root, { onFrame });
    if (picture) current()?.load(picture);
  }

  toggle.addEventListener("click", () => {
    useOwn(!ownInView());
    current()?.focus();
  });

  const ready = start();
  return {
    ready,
    /** @param {import("./editor.js").Segment[]} segments */
    demonstrate: (segments) => current()?.demonstrate(segments),
    /** Whether the stock event reads what is drawn. */
    stock: () => !current(),
    /** @param {import("./outline.js").Square | null} square */
    outline: (square) => current()?.outline(square),
    /**
     * Put a picture on the pad, once there is one; without the live path, on our own.
     *
     * @param {HTMLCanvasElement} picture
     */
    async load(picture) {
      await ready;
      if (!current()) useOwn(true);
      current()?.load(picture);
    },
  };
}

function hasWebGL() {
  const canvas = document.createElement("canvas");
  return Boolean(canvas.getContext("webgl2") ?? canvas.getContext("webgl"));
}
