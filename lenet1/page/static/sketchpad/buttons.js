/** Gradio's own buttons for undo, redo and Clear, which know its editor's history only. */

/**
 * @typedef {object} Actions
 * @property {() => void} undo
 * @property {() => void} redo
 * @property {() => void} clear
 */

/**
 * Has the buttons do what these actions do, and be enabled as they are told.
 *
 * @param {HTMLElement} root the sketchpad's
 * @param {Actions} actions
 */
export function takeButtons(root, { undo, redo, clear }) {
  const actions = [undo, redo, clear]; // the last buttons of the row, in any language
  const buttons = () =>
    [...root.querySelectorAll(".top-panel button")].slice(-actions.length);
  let enabled = [false, false, true];

  function update() {
    for (const [at, button] of buttons().entries())
      button.toggleAttribute("disabled", !enabled[at]);
  }

  root.addEventListener(
    "click",
    (event) => {
      const { target } = event;
      const at = buttons().findIndex((one) =>
        one.contains(/** @type {Node} */ (target)),
      );
      if (at < 0) return;
      event.stopPropagation();
      actions[at]();
    },
    { capture: true }, // before Gradio's own handlers
  );
  const gradios = new MutationObserver(update);
  gradios.observe(root, { subtree: true, attributeFilter: ["disabled"] });

  return {
    /** @param {{undo: boolean, redo: boolean}} can */
    enable(can) {
      enabled = [can.undo, can.redo, true];
      update();
    },
  };
}
