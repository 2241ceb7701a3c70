/**
 * A small pad of our own, a plain 2D canvas: for browsers without WebGL, where the
 * sketchpad has no canvas, and for drawing by keyboard, which the sketchpad cannot.
 */

import { make, neverFling } from "../dom.js";
import { play } from "./demonstration.js";
import { createOutline } from "./outline.js";
import { createPaper, PAD, PEN } from "./paper.js";
import { createContext, paintSegments, wipe } from "./strokes.js";

/** @typedef {import("./editor.js").Segment} Segment */
/** @typedef {[number, number]} Point */

const STEP = 8; // px an arrow key moves the pen
/** @type {Record<string, Point>} */
const ARROWS = {
  ArrowUp: [0, -STEP],
  ArrowDown: [0, STEP],
  ArrowLeft: [-STEP, 0],
  ArrowRight: [STEP, 0],
};
const HELP =
  "Arrow keys move the pen, Space lowers and lifts it, Z undoes, Delete clears.";

/**
 * @param {HTMLElement} root
 * @param {{onFrame: (frame: import("./paper.js").Frame) => void}} options
 * @returns {import("./pads.js").Pad}
 */
export function createKeyboardPad(root, { onFrame }) {
  const context = createContext(PAD, PAD, 2);
  const paper = createPaper();
  const { canvas } = context;
  canvas.tabIndex = 0;
  canvas.setAttribute("role", "application");
  canvas.setAttribute("aria-label", `Drawing pad. ${HELP}`);
  const pen = make("i", { class: "pen" });
  const undoButton = make("button", { type: "button", "data-do": "undo" }, "Undo");
  const clearButton = make("button", { type: "button", "data-do": "clear" }, "Clear");
  const sheet = make("div", { class: "sheet" }, canvas, pen);
  root.replaceChildren(
    sheet,
    make("div", { class: "tools" }, undoButton, clearButton),
    make("p", {}, HELP),
  );
  const place = () => ({ left: 0, top: 0, scale: canvas.clientWidth / PAD });
  const outline = createOutline(sheet, place);
  /** @type {Segment[][]} */
  let strokes = []; // each one step for undo
  /** @type {Segment[] | null} */
  let stroke = null; // the running one
  /** @type {Point} */
  let at = [PAD / 2, PAD / 2];
  /** @type {(() => void) | null} */
  let stopExample = null; // while an example is shown
  for (const touch of ["pointerdown", "keydown"])
    root.addEventListener(touch, () => stopExample?.(), { capture: true });

  /** @param {Segment[]} segments */
  function paint(segments) {
    paper.paint(segments);
    paintSegments(context, segments);
  }

  function repaint() {
    paper.wipe();
    wipe(context);
    paint(strokes.flat());
    onFrame(paper.read(true));
  }

  /** @param {Segment[]} segments */
  function demonstrate(segments) {
    const stop = play(segments, (fresh, last) => {
      paint(fresh);
      onFrame({ ...paper.read(last), example: true });
    });
    sheet.classList.add("example");
    stopExample = () => {
      stop();
      stopExample = null;
      sheet.classList.remove("example");
      repaint();
    };
  }

  /** @param {Point} point */
  function moveTo([x, y]) {
    const [from_x, from_y] = at;
    const to_x = Math.min(Math.max(x, 0), PAD);
    const to_y = Math.min(Math.max(y, 0), PAD);
    at = [to_x, to_y];
    pen.style.left = `${(100 * to_x) / PAD}%`;
    pen.style.top = `${(100 * to_y) / PAD}%`;
    if (!stroke) return;
    /** @type {Segment} */
    const segment = { from_x, from_y, to_x, to_y, size: PEN, mode: "draw" };
    stroke.push(segment);
    paint([segment]);
    onFrame(paper.read(false));
  }

  function lower() {
    stroke = [];
    strokes.push(stroke);
    pen.classList.add("down");
    moveTo(at);
  }

  function lift() {
    if (!stroke) return;
    stroke = null;
    pen.classList.remove("down");
    onFrame(paper.read(true));
  }

  function undo() {
    lift();
    strokes.pop();
    repaint();
  }

  function clear() {
    lift();
    strokes = [];
    repaint();
  }

  /** @type {(event: PointerEvent) => Point} */
  const point = ({ offsetX, offsetY }) => [
    (offsetX * PAD) / canvas.clientWidth,
    (offsetY * PAD) / canvas.clientHeight,
  ];
  canvas.addEventListener("pointerdown", (event) => {
    if (!event.isPrimary || event.button !== 0) return;
    canvas.setPointerCapture(event.pointerId);
    at = point(event);
    lower();
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!event.isPrimary) return;
    if (event.buttons) moveTo(point(event));
    else lift();
  });
  canvas.addEventListener("pointerup", lift);
  canvas.addEventListener("pointercancel", lift);
  neverFling(canvas);
  canvas.addEventListener("keydown", (event) => {
    const arrow = ARROWS[event.key];
    if (arrow) moveTo([at[0] + arrow[0], at[1] + arrow[1]]);
    else if (event.key === " ") (stroke ? lift : lower)();
    else if (event.key === "z") undo();
    else if (event.key === "Delete") clear();
    else return;
    event.preventDefault();
  });
  canvas.addEventListener("blur", lift);
  undoButton.addEventListener("click", undo);
  clearButton.addEventListener("click", clear);

  return {
    clear,
    load(drawing) {
      stopExample?.();
      strokes = [drawing];
      repaint();
    },
    drawing: () => strokes.flat(),
    outline: outline.show,
    demonstrate,
    focus: () => canvas.focus(),
  };
}
