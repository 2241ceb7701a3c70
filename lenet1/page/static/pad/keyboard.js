/**
 * A small pad of our own, a plain 2D canvas: for browsers without WebGL, where the
 * sketchpad has no canvas, and for drawing by keyboard, which the sketchpad cannot.
 */

import { make, makeButton, neverFling } from "../dom.js";
import * as say from "../sentences.js";
import { createContext, paintSegments, wipe } from "../sketchpad/strokes.js";
import { createExample } from "./demonstration.js";
import { createOutline } from "./outline.js";
import { createPaper, PAD, PEN } from "./paper.js";

/** @typedef {import("../sketchpad/strokes.js").Segment} Segment */
/** @typedef {[number, number]} Point */

const STEP = 8; // px an arrow key moves the pen
/** @type {Record<string, Point>} */
const ARROWS = {
  ArrowUp: [0, -STEP],
  ArrowDown: [0, STEP],
  ArrowLeft: [-STEP, 0],
  ArrowRight: [STEP, 0],
};
const ERASER = PEN + 3; // px of its radius: no rim is left of a line that it goes along
const ACTIONS = /** @type {const} */ (["undo", "redo", "clear"]);

/**
 * @param {HTMLElement} root
 * @param {import("./live.js").Callbacks} on
 * @returns {import("./live.js").Pad}
 */
export function createKeyboardPad(root, on) {
  const { context, mark, sheet, buttons } = build(root);
  const { canvas } = context;
  const drawing = createDrawing(context, on.frame);
  const pen = createPen(mark, drawing);
  const example = createExample(sheet, {
    paint(fresh, last) {
      drawing.paint(fresh);
      on.frame({ ...drawing.read(last), example: true });
    },
    onEnd: drawing.repaint,
  });
  const place = () => ({ left: 0, top: 0, scale: canvas.clientWidth / PAD });

  /** @param {typeof ACTIONS[number]} action */
  function press(action) {
    pen.lift();
    on[action]();
  }

  function toggleEraser() {
    pen.lift();
    buttons.erase.ariaPressed = `${pen.turn()}`;
  }

  followPointer(canvas, pen);
  followKeys(canvas, pen, example.end, { press, toggleEraser });
  buttons.erase.addEventListener("click", toggleEraser);
  for (const action of ACTIONS)
    buttons[action].addEventListener("click", () => press(action));
  return {
    async load(segments) {
      pen.lift();
      example.end();
      drawing.replace(segments);
    },
    drawing: drawing.segments,
    enable({ undo, redo }) {
      buttons.undo.disabled = !undo;
      buttons.redo.disabled = !redo;
    },
    outline: createOutline(sheet, place).show,
    demonstrate: example.play,
    focus: () => canvas.focus(),
  };
}

/** @param {HTMLElement} root */
function build(root) {
  const context = createContext(PAD, PAD, 2);
  const { canvas } = context;
  canvas.tabIndex = 0;
  canvas.setAttribute("role", "application");
  canvas.setAttribute("aria-label", say.drawingPad(say.penKeys));
  const mark = make("i", { class: "pen" });
  const undo = makeButton("undo", say.undo);
  const redo = makeButton("redo", say.redo);
  const clear = makeButton("clear", say.clear);
  const erase = makeButton("erase", say.eraser);
  erase.ariaPressed = "false";
  const sheet = make("div", { class: "sheet" }, canvas, mark);
  const tools = make("div", { class: "tools" }, undo, redo, clear, erase);
  root.replaceChildren(sheet, tools, make("p", {}, say.penKeys));
  return { context, mark, sheet, buttons: { undo, redo, clear, erase } };
}

/**
 * The drawing on the canvas, and as frames.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {(frame: import("./paper.js").Frame) => void} onFrame
 */
function createDrawing(context, onFrame) {
  const paper = createPaper();
  /** @type {Segment[]} */
  let segments = [];

  /** @param {Segment[]} fresh */
  function paint(fresh) {
    paper.paint(fresh);
    paintSegments(context, fresh);
  }

  function repaint() {
    paper.wipe();
    wipe(context);
    paint(segments);
    onFrame(paper.read(true));
  }

  return {
    paint,
    repaint,
    read: paper.read,
    segments: () => [...segments],
    /** @param {Segment} segment */
    add(segment) {
      segments.push(segment);
      paint([segment]);
      onFrame(paper.read(false));
    },
    end: () => onFrame(paper.read(true)),
    /** @param {Segment[]} others */
    replace(others) {
      segments = [...others];
      repaint();
    },
  };
}

/**
 * The pen, whose mark shows where it is also while it is lifted.
 *
 * @param {HTMLElement} mark
 * @param {ReturnType<typeof createDrawing>} drawing
 */
function createPen(mark, drawing) {
  /** @type {Point} */
  let at = [PAD / 2, PAD / 2];
  let down = false;
  let erases = false;

  /** @param {Point} point */
  function moveTo([x, y]) {
    const [from_x, from_y] = at;
    const to_x = Math.min(Math.max(x, 0), PAD);
    const to_y = Math.min(Math.max(y, 0), PAD);
    at = [to_x, to_y];
    mark.style.left = `${(100 * to_x) / PAD}%`;
    mark.style.top = `${(100 * to_y) / PAD}%`;
    if (!down) return;
    const size = erases ? ERASER : PEN;
    drawing.add({ from_x, from_y, to_x, to_y, size, mode: erases ? "erase" : "draw" });
  }

  /** @param {Point} point where it touches the paper */
  function lower(point = at) {
    at = point;
    down = true;
    mark.classList.add("down");
    moveTo(at);
  }

  function lift() {
    if (!down) return;
    down = false;
    mark.classList.remove("down");
    drawing.end();
  }

  return {
    moveTo,
    lower,
    lift,
    /** @param {Point} step */
    moveBy: ([x, y]) => moveTo([at[0] + x, at[1] + y]),
    toggle: () => (down ? lift() : lower()),
    /** The other way round; whether it erases now. */
    turn() {
      erases = !erases;
      mark.classList.toggle("erases", erases);
      return erases;
    },
  };
}

/** @typedef {ReturnType<typeof createPen>} Pen */

/**
 * @param {HTMLCanvasElement} canvas
 * @param {Pen} pen
 */
function followPointer(canvas, { moveTo, lower, lift }) {
  /** @type {(event: PointerEvent) => Point} */
  const point = ({ offsetX, offsetY }) => [
    (offsetX * PAD) / canvas.clientWidth,
    (offsetY * PAD) / canvas.clientHeight,
  ];
  canvas.addEventListener("pointerdown", (event) => {
    if (!event.isPrimary || event.button !== 0) return;
    canvas.setPointerCapture(event.pointerId);
    lower(point(event));
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!event.isPrimary) return;
    if (event.buttons) moveTo(point(event));
    else lift();
  });
  for (const end of ["pointerup", "pointercancel", "blur"])
    canvas.addEventListener(end, lift);
  neverFling(canvas);
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {Pen} pen
 * @param {() => void} begin comes before all that the pen does
 * @param {object} tools
 * @param {(action: "undo" | "redo" | "clear") => void} tools.press
 * @param {() => void} tools.toggleEraser
 */
function followKeys(canvas, pen, begin, { press, toggleEraser }) {
  canvas.addEventListener("keydown", (event) => {
    const { key, shiftKey } = event;
    const arrow = ARROWS[key];
    if (arrow || key === " ") begin();
    if (arrow) pen.moveBy(arrow);
    else if (key === " ") pen.toggle();
    else if (key.toLowerCase() === "z") press(shiftKey ? "redo" : "undo");
    else if (key === "Delete") press("clear");
    else if (key.toLowerCase() === "e") toggleEraser();
    else return;
    event.preventDefault();
  });
}
