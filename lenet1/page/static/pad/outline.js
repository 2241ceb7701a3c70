/** Outlines a square on the pad: the paper itself, or what a chosen unit looked at. */

import { make } from "../dom.js";

/**
 * @typedef {object} Square in pixels of the paper
 * @property {number} x left edge, before it is pushed sideways
 * @property {number} y
 * @property {number} side
 * @property {number} slant px sideways, about the square's middle, for each px downwards
 */

/**
 * @param {HTMLElement} host the positioned element that the paper lies in
 * @param {() => {left: number, top: number, scale: number}} place where in it, CSS pixels
 * @param {string} name CSS class
 */
export function createOutline(host, place, name = "outline") {
  const element = make("i", { class: name, hidden: true });
  host.append(element);
  /** @type {Square | null} */
  let shown = null;

  function update() {
    element.hidden = !shown;
    if (!shown) return;
    const { left, top, scale } = place();
    const x = left + scale * shown.x;
    const y = top + scale * shown.y;
    element.style.width = element.style.height = `${scale * shown.side}px`;
    // Moved by a transform: to the browser a change of place would be a layout shift.
    const slant = Math.atan(shown.slant);
    element.style.transform = `translate(${x}px, ${y}px) skewX(${slant}rad)`;
  }

  /** @param {Square | null} square */
  function show(square) {
    shown = square;
    update();
  }

  return { show, update };
}
