/** Undo, redo and Clear: by the pads' own buttons, and by keys anywhere on the page. */

/** @typedef {import("./live.js").Pad} Pad */
/** @typedef {import("./paper.js").Frame} Frame */
/** @typedef {import("../sketchpad/strokes.js").Segment} Segment */

// What takes letters has an undo of its own.
const WRITING =
  "textarea, [contenteditable], input:not([type=checkbox], [type=range], [type=file])";

/**
 * @param {ReturnType<typeof import("./history.js").createHistory>} history
 * @param {() => Pad | null} current the pad in view
 * @param {object} on
 * @param {(frame: Frame) => void} on.frame
 * @param {() => void} on.clear
 */
export function createUndo(history, current, on) {
  let penDown = false;

  /** @param {() => Segment[] | null} step to another drawing; not within a stroke */
  function go(step) {
    const drawing = penDown ? null : step();
    if (drawing) current()?.load(drawing);
  }

  const enable = () =>
    current()?.enable({ undo: history.canUndo(), redo: history.canRedo() });

  return {
    actions: {
      undo: () => go(history.undo),
      redo: () => go(history.redo),
      clear() {
        go(() => []);
        on.clear();
      },
    },
    enable,

    /** @param {Frame} frame of the pad in view */
    frame(frame) {
      const { final, example } = frame;
      penDown = !final && !example;
      if (final && !example) {
        history.note(current()?.drawing() ?? []);
        enable();
      }
      on.frame(frame);
    },

    /** Put the drawing on a pad that has come into view. */
    moveIn() {
      penDown = false;
      go(history.present);
    },
  };
}

/**
 * Ctrl+Z and Cmd+Z; with Shift, or Y, the way back.
 *
 * @param {{undo: () => void, redo: () => void}} actions
 */
export function watchKeys({ undo, redo }) {
  addEventListener("keydown", (event) => {
    const { ctrlKey, metaKey, altKey, shiftKey, target, defaultPrevented } = event;
    if (defaultPrevented || altKey || !(ctrlKey || metaKey)) return;
    if (target instanceof Element && target.closest(WRITING)) return;
    const key = event.key.toLowerCase();
    if (key === "y" || (key === "z" && shiftKey)) redo();
    else if (key === "z") undo();
    else return;
    event.preventDefault();
  });
}
