/**
 * Gradio's own way, slow and with uploads: after every touch of the pad, press the hidden
 * button that sends its value.
 */

import { find } from "../dom.js";

// ms after pen-up. The sketchpad commits its stroke meanwhile, and does not say when; a
// busy machine may need the later ones.
const SETTLED = [300, 1_500, 5_000];

/** What was drawn before, and what is being drawn at this moment, is sent too. */
export function useStockEvent() {
  /** @type {number[]} */
  let timers = [];
  const send = () => find("#stock").click();
  const settle = () => {
    for (const timer of timers) clearTimeout(timer);
    timers = SETTLED.map((wait) => setTimeout(send, wait));
  };
  const settleAtPenUp = () =>
    addEventListener("pointerup", settle, { capture: true, once: true });
  const root = find("#pad");
  root.addEventListener("pointerdown", settleAtPenUp);
  root.addEventListener("keyup", settle);
  settleAtPenUp(); // a pen may be down already
  settle();
}
