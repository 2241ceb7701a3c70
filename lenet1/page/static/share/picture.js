/**
 * The page as it is seen, painted once more on a canvas of twice its size.
 *
 * An SVG with the page in it would be shorter, but Safari lets no canvas be read on which
 * one was drawn, and Gradio's sketchpad cannot be read at all. So what is on the page is
 * painted from its boxes: grounds, borders, canvases, letters and lines.
 */

const SCALE = 2;
/** @type {Record<string, number[]>} */
const DASHES = { dashed: [6, 4], dotted: [2, 2] }; // px
const MARGIN = 12; // px around what is painted

/** @typedef {CanvasRenderingContext2D} Context */

/**
 * @param {Element[]} roots what is painted, the last over the others
 * @param {Element | undefined} sheet the pad's paper, if it is in view
 * @param {HTMLCanvasElement} drawing what is drawn on it
 * @returns {HTMLCanvasElement}
 */
export function paintPicture(roots, sheet, drawing) {
  const elements = roots
    .flatMap((root) => [...root.querySelectorAll("*")])
    .filter(isSeen)
    .map((element) => ({ element, above: levelOf(element) }))
    .sort((a, b) => a.above - b.above) // what is on one level stays in its order
    .map(({ element }) => element);
  const ends = elements.filter(({ childElementCount }) => !childElementCount);
  const paper = sheet?.getBoundingClientRect();
  const boxes = ends.map((one) => one.getBoundingClientRect());
  if (paper) boxes.push(paper);
  const left = Math.min(...boxes.map((box) => box.left)) - MARGIN;
  const top = Math.min(...boxes.map((box) => box.top)) - MARGIN;
  const width = Math.max(...boxes.map((box) => box.right)) + MARGIN - left;
  const height = Math.max(...boxes.map((box) => box.bottom)) + MARGIN - top;
  const canvas = document.createElement("canvas");
  canvas.width = Math.ceil(SCALE * width);
  canvas.height = Math.ceil(SCALE * height);
  const context = /** @type {Context} */ (canvas.getContext("2d"));
  context.fillStyle = groundOf(roots[0]);
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.scale(SCALE, SCALE);
  context.translate(-left, -top);
  context.imageSmoothingEnabled = false;
  for (const element of elements) paintElement(context, element);
  if (paper) paintPaper(context, paper, drawing);
  return canvas;
}

/** @param {Element} element @returns {Element[]} it, and all that it lies in */
function lineageOf(element) {
  const { parentElement } = element;
  return [element, ...(parentElement ? lineageOf(parentElement) : [])];
}

/** @param {Element} element */
const levelOf = (element) =>
  Math.max(
    ...lineageOf(element).map((one) => Number(getComputedStyle(one).zIndex) || 0),
  );

/** @param {Element} element */
function isSeen(element) {
  const { width, height } = element.getBoundingClientRect();
  return (
    element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
    width * height > 0 &&
    !element.closest(".spoken")
  );
}

/** @param {Element} element */
const groundOf = (element) =>
  lineageOf(element)
    .map((one) => getComputedStyle(one).backgroundColor)
    .find((color) => !isClear(color)) ?? "#fff";

/** @param {string} color as computed */
const isClear = (color) => color === "transparent" || /, 0\)$|\/ 0\)$/.test(color);

/**
 * @param {Context} context
 * @param {Element} element
 */
function paintElement(context, element) {
  const style = getComputedStyle(element);
  const box = element.getBoundingClientRect();
  context.globalAlpha = opacityOf(element);
  if (element instanceof SVGPathElement) return paintPath(context, element, style);
  paintBox(context, box, style);
  if (element instanceof HTMLCanvasElement || element instanceof HTMLImageElement)
    context.drawImage(element, box.left, box.top, box.width, box.height);
  if (element instanceof HTMLInputElement) paintSwitch(context, element, box, style);
  if (element instanceof HTMLSelectElement)
    write(
      context,
      element.selectedOptions[0].text,
      box.left + 8,
      box.bottom - box.height / 3,
      style,
    );
  else for (const node of element.childNodes) paintText(context, node, style);
  paintBefore(context, element, box);
}

/** @type {(context: Context, element: Element, box: DOMRect) => void} what a style writes */
function paintBefore(context, element, { left }) {
  const style = getComputedStyle(element, "::before");
  const text = /^"([^"]+)"/.exec(style.content)?.[1];
  if (!text) return;
  const range = document.createRange();
  range.selectNodeContents(element);
  context.font = fontOf(style);
  const { fontBoundingBoxAscent: ascent } = context.measureText(text);
  write(context, text, left, range.getBoundingClientRect().top + ascent, style);
}

/** @param {Element} element */
const opacityOf = (element) =>
  lineageOf(element).reduce(
    (all, one) => all * Number(getComputedStyle(one).opacity),
    1,
  );

/**
 * @param {Context} context
 * @param {DOMRect} box
 * @param {CSSStyleDeclaration} style
 */
function paintBox(context, box, style) {
  const { left, width } = box;
  const stops = style.backgroundImage.match(/rgba?\([^)]*\)/g);
  context.fillStyle = style.backgroundColor;
  if (stops) {
    const gradient = context.createLinearGradient(left, 0, left + width, 0);
    for (const [i, color] of stops.entries())
      gradient.addColorStop(i / Math.max(stops.length - 1, 1), color);
    context.fillStyle = gradient;
  }
  trace(context, box, style, 0);
  if (stops || !isClear(style.backgroundColor)) context.fill();
  const border = Number.parseFloat(style.borderTopWidth);
  if (border && style.borderTopStyle !== "none") {
    trace(context, box, style, -border / 2);
    context.setLineDash(DASHES[style.borderTopStyle] ?? []);
    stroke(context, border, style.borderTopColor);
    context.setLineDash([]);
  }
  const outline = Number.parseFloat(style.outlineWidth);
  if (outline && style.outlineStyle !== "none") {
    trace(context, box, style, outline / 2 + Number.parseFloat(style.outlineOffset));
    stroke(context, outline, style.outlineColor);
  }
}

/** @type {(context: Context, box: DOMRect, style: CSSStyleDeclaration, out: number) => void} */
function trace(context, { left, top, width, height }, style, out) {
  const radius = Math.max((Number.parseFloat(style.borderTopLeftRadius) || 0) + out, 0);
  context.beginPath();
  context.roundRect(left - out, top - out, width + 2 * out, height + 2 * out, radius);
}

/** @type {(context: Context, width: number, color: string) => void} */
function stroke(context, width, color) {
  context.lineWidth = width;
  context.strokeStyle = color;
  context.stroke();
}

/**
 * @param {Context} context
 * @param {SVGPathElement} path in pixels of its svg
 * @param {CSSStyleDeclaration} style
 */
function paintPath(context, path, style) {
  const { left, top } = /** @type {Element} */ (
    path.ownerSVGElement
  ).getBoundingClientRect();
  context.save();
  context.translate(left, top);
  context.strokeStyle = style.stroke;
  context.lineWidth = Number.parseFloat(style.strokeWidth);
  context.stroke(new Path2D(path.getAttribute("d") ?? ""));
  context.restore();
}

/** @type {(context: Context, box: HTMLInputElement, at: DOMRect, style: CSSStyleDeclaration) => void} */
function paintSwitch(context, { checked }, at, style) {
  const { accentColor, color } = style;
  trace(context, at, style, -0.5);
  stroke(context, 1, accentColor === "auto" ? color : accentColor);
  if (!checked) return;
  context.beginPath();
  for (const [x, y] of [
    [0.2, 0.55],
    [0.42, 0.75],
    [0.8, 0.25],
  ])
    context.lineTo(at.left + x * at.width, at.top + y * at.height);
  context.lineWidth = 2;
  context.stroke();
}

/**
 * Word by word, since a line may end after any of them.
 *
 * @param {Context} context
 * @param {Node} node
 * @param {CSSStyleDeclaration} style
 */
function paintText(context, node, style) {
  if (node.nodeType !== Node.TEXT_NODE) return;
  const range = document.createRange();
  for (const { 0: word, index } of node.nodeValue?.matchAll(/[^ \n]+/g) ?? []) {
    range.setStart(node, index);
    range.setEnd(node, index + word.length);
    const { left, top, width } = range.getBoundingClientRect();
    if (!width) continue;
    context.font = fontOf(style);
    const { fontBoundingBoxAscent: ascent } = context.measureText(word);
    write(context, word, left, top + ascent, style);
  }
}

/** @type {(context: Context, text: string, x: number, y: number, style: CSSStyleDeclaration) => void} */
function write(context, text, x, y, style) {
  context.font = fontOf(style);
  context.fillStyle = style.color;
  context.fillText(text, x, y);
}

/** @param {CSSStyleDeclaration} style */
const fontOf = ({ fontStyle, fontWeight, fontSize, fontFamily }) =>
  `${fontStyle} ${fontWeight} ${fontSize} ${fontFamily}`;

/** @type {(context: Context, paper: DOMRect, drawing: HTMLCanvasElement) => void} */
function paintPaper(context, { left, top, width, height }, drawing) {
  const place = /** @type {const} */ ([left, top, width, height]);
  context.globalAlpha = 1;
  context.fillStyle = "#fff";
  context.strokeStyle = "#5a5f6b";
  context.lineWidth = 1;
  context.fillRect(...place);
  context.imageSmoothingEnabled = true;
  context.drawImage(drawing, ...place);
  context.strokeRect(...place);
}
