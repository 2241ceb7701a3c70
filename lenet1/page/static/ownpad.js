/**
 * A small pad of our own, a plain 2D canvas: for browsers without WebGL, where the
 * sketchpad has no canvas, and for drawing by keyboard, which the sketchpad cannot.
 */

import { make } from "./dom.js";
import { createPaper, HALF, PAD, PEN, paintSegments, readInk, wipe } from "./ink.js";
import { createOutline } from "./outline.js";

const STEP = 8; // px an arrow key moves the pen
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
 * @param {{onFrame: (frame: import("./ink.js").Frame) => void}} options
 */
export function createOwnPad(root, { onFrame }) {
  const sheet = createPaper(PAD, PAD, 2);
  const small = createPaper(PAD, PAD, HALF, { willReadFrequently: true });
  const { canvas } = sheet;
  canvas.tabIndex = 0;
  canvas.setAttribute("role", "application");
  canvas.setAttribute("aria-label", `Drawing pad. ${HELP}`);
  const pen = make("i", { class: "pen" });
  const undoButton = make("button", { type: "button" }, "Undo");
  const clearButton = make("button", { type: "button" }, "Clear");
  root.replaceChildren(
    make("div", { class: "sheet" }, canvas, pen),
    make("div", { class: "tools" }, undoButton, clearButton),
    make("p", {}, HELP),
  );
  const place = () => ({ left: 0, top: 0, scale: canvas.clientWidth / PAD });
  const outline = createOutline(canvas.parentElement, place);
  let drawing = []; // of pictures and strokes, each a list of segments
  let stroke = null; // the running one
  let at = [PAD / 2, PAD / 2];

  function repaint() {
    for (const paper of [sheet, small]) {
      wipe(paper);
      for (const item of drawing)
        if (Array.isArray(item)) paintSegments(paper, item);
        else paper.drawImage(item, 0, 0, PAD, PAD);
    }
    onFrame(readInk(small, true));
  }

  function moveTo(point) {
    const [from_x, from_y] = at;
    at = point.map((value) => Math.min(Math.max(value, 0), PAD));
    pen.style.left = `${(100 * at[0]) / PAD}%`;
    pen.style.top = `${(100 * at[1]) / PAD}%`;
    if (!stroke) return;
    const [to_x, to_y] = at;
    const segment = { from_x, from_y, to_x, to_y, size: PEN, mode: "draw" };
    stroke.push(segment);
    for (const paper of [sheet, small]) paintSegments(paper, [segment]);
    onFrame(readInk(small, false));
  }

  function lower() {
    stroke = [];
    drawing.push(stroke);
    pen.classList.add("down");
    moveTo(at);
  }

  function lift() {
    if (!stroke) return;
    stroke = null;
    pen.classList.remove("down");
    onFrame(readInk(small, true));
  }

  function undo() {
    lift();
    drawing.pop();
    repaint();
  }

  function clear() {
    lift();
    drawing = [];
    repaint();
  }

  const point = ({ offsetX, offsetY }) => [
    (offsetX * PAD) / canvas.clientWidth,
    (offsetY * PAD) / canvas.clientHeight,
  ];
  canvas.addEventListener("pointerdown", (event) => {
    canvas.setPointerCapture(event.pointerId);
    at = point(event);
    lower();
  });
  canvas.addEventListener("pointermove", (event) => {
    if (event.buttons) moveTo(point(event));
  });
  canvas.addEventListener("pointerup", lift);
  canvas.addEventListener("pointercancel", lift);
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
    /** Replace the drawing by a picture. @param {HTMLCanvasElement} picture */
    load(picture) {
      drawing = [picture];
      repaint();
    },
    outline: outline.show,
    focus: () => canvas.focus(),
  };
}
