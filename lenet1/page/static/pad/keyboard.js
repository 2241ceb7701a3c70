/**
 * A small pad of our own, a plain 2D canvas: for browsers without WebGL, where the
 * sketchpad has no canvas, and for drawing by keyboard, which the sketchpad cannot.
 */

import { make, neverFling } from "../dom.js";
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

/**
 * @param {HTMLElement} root
 * @param {{onFrame: (frame: import("./paper.js").Frame) => void}} options
 * @returns {import("./live.js").Pad}
 */
export function createKeyboardPad(root, { onFrame }) {
  const { context, mark, sheet, undo, clear } = build(root);
  const { canvas } = context;
  const drawing = createDrawing(context, onFrame);
  const pen = createPen(mark, drawing);
  const example = createExample(root, sheet, {
    paint(fresh, last) {
      drawing.paint(fresh);
      onFrame({ ...drawing.read(last), example: true });
    },
    onEnd: drawing.repaint,
  });
  const place = () => ({ left: 0, top: 0, scale: canvas.clientWidth / PAD });
  const actions = {
    undo() {
      pen.lift();
      drawing.undo();
    },
    clear() {
      pen.lift();
      drawing.replace([]);
    },
  };
  followPointer(canvas, pen);
  followKeys(canvas, pen, actions);
  undo.addEventListener("click", actions.undo);
  clear.addEventListener("click", actions.clear);
  return {
    clear: actions.clear,
    load(segments) {
      example.end();
      drawing.replace([segments]);
    },
    drawing: drawing.segments,
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
  const undo = make("button", { type: "button", "data-do": "undo" }, say.undo);
  const clear = make("button", { type: "button", "data-do": "clear" }, say.clear);
  const sheet = make("div", { class: "sheet" }, canvas, mark);
  const tools = make("div", { class: "tools" }, undo, clear);
  root.replaceChildren(sheet, tools, make("p", {}, say.penKeys));
  return { context, mark, sheet, undo, clear };
}

/**
 * The strokes, each one step for undo, on the canvas and as frames.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {(frame: import("./paper.js").Frame) => void} onFrame
 */
function createDrawing(context, onFrame) {
  const paper = createPaper();
  /** @type {Segment[][]} */
  let strokes = [];

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

  return {
    paint,
    repaint,
    read: paper.read,
    segments: () => strokes.flat(),
    begin: () => strokes.push([]),
    /** @param {Segment} segment of the last stroke */
    add(segment) {
      strokes.at(-1)?.push(segment);
      paint([segment]);
      onFrame(paper.read(false));
    },
    end: () => onFrame(paper.read(true)),
    undo() {
      strokes.pop();
      repaint();
    },
    /** @param {Segment[][]} others */
    replace(others) {
      strokes = others;
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

  /** @param {Point} point */
  function moveTo([x, y]) {
    const [from_x, from_y] = at;
    const to_x = Math.min(Math.max(x, 0), PAD);
    const to_y = Math.min(Math.max(y, 0), PAD);
    at = [to_x, to_y];
    mark.style.left = `${(100 * to_x) / PAD}%`;
    mark.style.top = `${(100 * to_y) / PAD}%`;
    if (down) drawing.add({ from_x, from_y, to_x, to_y, size: PEN, mode: "draw" });
  }

  /** @param {Point} point where it touches the paper */
  function lower(point = at) {
    at = point;
    down = true;
    drawing.begin();
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
 * @param {{undo: () => void, clear: () => void}} actions
 */
function followKeys(canvas, pen, { undo, clear }) {
  canvas.addEventListener("keydown", (event) => {
    const arrow = ARROWS[event.key];
    if (arrow) pen.moveBy(arrow);
    else if (event.key === " ") pen.toggle();
    else if (event.key === "z") undo();
    else if (event.key === "Delete") clear();
    else return;
    event.preventDefault();
  });
}
