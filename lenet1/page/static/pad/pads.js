/**
 * The two pads, Gradio's sketchpad and the small one of our own, one of which is in view,
 * and the one history of what is drawn on either.
 */

import { find } from "../dom.js";
import * as say from "../sentences.js";
import { opens } from "../wanted.js";
import { keptHistory } from "./kept.js";
import { createLivePad } from "./live.js";
import { createUndo } from "./undo.js";

/** @typedef {import("../sketchpad/strokes.js").Segment} Segment */
/** @typedef {import("./live.js").Pad} Pad */
/** @typedef {import("./paper.js").Frame} Frame */

const OWN = "own-pad"; // a class of the body: our pad is the one in view

/**
 * @param {object} on
 * @param {(frame: Frame) => void} on.frame
 * @param {() => void} on.clear
 */
export function createPads(on) {
  const toggle = find("#examples .keyboard");
  const history = keptHistory();
  /** @type {Pad | null} */
  let live = null; // the sketchpad, once it is watched
  /** @type {Pad | null} */
  let own = null; // our own pad, once it is wanted
  const ownInView = () => document.body.classList.contains(OWN);
  const current = () => (ownInView() ? own : live);

  const { actions, enable, frame, moveIn } = createUndo(history, current, on);

  const makeOwn = opens(toggle, async () => {
    const { createKeyboardPad } = await import("./keyboard.js");
    own = createKeyboardPad(find("#ownpad .ownpad"), {
      ...actions,
      frame: (one) => ownInView() && frame(one),
    });
  });

  /** @returns {Promise<"live" | "stock" | "own">} */
  async function start() {
    if (!hasWebGL()) {
      toggle.remove();
      await useOwn(true);
      return "own";
    }
    live = await createLivePad("pad", {
      ...actions,
      frame(one) {
        if (ownInView()) return;
        frame(one);
        if (one.final && one.width && !one.example) beReady();
      },
      lost() {
        // Phones do that in the background; the sketchpad stays white from then on.
        toggle.remove();
        if (!ownInView()) useOwn(true);
      },
    });
    if (!live) (await import("../sketchpad/stock.js")).useStockEvent();
    else if (history.present().length) await live.load(history.present());
    enable();
    return live ? "live" : "stock";
  }

  /**
   * The drawing goes along. @param {boolean} wanted
   */
  async function useOwn(wanted) {
    if (wanted) await makeOwn();
    document.body.classList.toggle(OWN, wanted);
    toggle.textContent = wanted ? say.backToSketchpad : say.TEXTS.keyboard;
    moveIn();
  }

  toggle.addEventListener("click", async () => {
    await useOwn(!ownInView());
    current()?.focus();
  });

  const ready = Promise.resolve().then(start); // what it calls back is there by then
  return {
    ...actions,
    ready,
    current,
    ownInView,
    drawing: history.present,
    /**
     * Put a drawing on the pad, once there is one; without the live path, on our own.
     *
     * @param {Segment[]} drawing
     */
    async load(drawing) {
      await ready;
      if (!current()) await useOwn(true);
      await current()?.load(drawing);
    },
  };
}

/** There is a drawing, and a phone may take its pad away when it is out of reach. */
const beReady = () => import("./keyboard.js").catch(() => {});

function hasWebGL() {
  const canvas = document.createElement("canvas");
  return Boolean(canvas.getContext("webgl2") ?? canvas.getContext("webgl"));
}
