/** Build elements, and write numbers the way the page shows them. */

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string | number | boolean>} attributes false leaves one out
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes))
    if (value !== false) element.setAttribute(name, textOf(name, value));
  element.append(...children);
  return element;
}

/**
 * ARIA writes "true" where HTML has an attribute without a value.
 *
 * @param {string} name
 * @param {string | number | boolean} value
 */
const textOf = (name, value) =>
  value === true && !name.startsWith("aria-") ? "" : `${value}`;

/** @type {(name: string, text: string, explained?: string) => HTMLButtonElement} */
export const makeButton = (name, text, explained) =>
  make(
    "button",
    { type: "button", "data-do": name, "data-explain": explained ?? false },
    text,
  );

/**
 * A canvas of side x side values, hidden from screen readers unless it has a name.
 *
 * @param {number} side
 * @param {string | null} name
 */
export function makeCanvas(side, name = null) {
  /** @type {Record<string, string>} */
  const label = name ? { role: "img", "aria-label": name } : { "aria-hidden": "true" };
  return make("canvas", { width: side, height: side, ...label });
}

/**
 * Custom properties, as the text of a style attribute.
 *
 * @param {Record<string, string | number>} properties
 */
export const styleOf = (properties) =>
  Object.entries(properties)
    .map(([name, value]) => `${name}: ${value}`)
    .join("; ");

/**
 * The element that a part of the page is built in.
 *
 * @param {string} selector
 * @param {ParentNode} root
 * @returns {HTMLElement}
 */
export function find(selector, root = document) {
  const element = root.querySelector(selector);
  if (!(element instanceof HTMLElement)) throw new Error(`The page has no ${selector}`);
  return element;
}

/**
 * A stroke that ends in a flick is a fling to the browser, which would take the next tap
 * for the end of it. Where `element` is drawn on with a finger there shall be none.
 *
 * @param {HTMLElement} element
 */
export function neverFling(element) {
  element.addEventListener("touchmove", (event) => event.preventDefault(), {
    passive: false,
  });
}

/**
 * "1.25", with a true minus sign and never "-0.00".
 *
 * @param {number} value
 */
export function number(value, digits = 2) {
  const text = Math.abs(value).toFixed(digits);
  return value < 0 && Number(text) !== 0 ? `\u2212${text}` : text;
}

/**
 * The same with "+" before what adds.
 *
 * @param {number} value
 */
export function signed(value, digits = 2) {
  const text = number(value, digits);
  return text.startsWith("\u2212") ? text : `+${text}`;
}

/**
 * "12.5 %" in one piece: never 0 or 100 for what is only close to it, as every softmax is.
 *
 * @param {number} share
 */
export function percent(share) {
  if (share < 0.001) return "<\u00a00.1\u00a0%";
  if (share > 0.999) return ">\u00a099.9\u00a0%";
  return `${(100 * share).toFixed(1)}\u00a0%`;
}

/** @param {string} part that a lesson may hide, as `share/lesson.js` names it */
export const hides = (part) =>
  (document.body.dataset.hidden ?? "").split(" ").includes(part);
