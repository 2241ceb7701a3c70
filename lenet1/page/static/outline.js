/** Outlines a square on the pad: the paper itself, or what a chosen unit looked at. */

import { make } from "./dom.js";

/**
 * @param {HTMLElement} host the positioned element that the paper lies in
 * @param {() => {left: number, top: number, scale: number}} placeOf where in it, CSS pixels
 * @param {string} name CSS class
 */
export function createOutline(host, placeOf, name = "outline") {
  const element = make("i", { class: name, hidden: true });
  host.append(element);
  let shown = null;

  function update() {
    element.hidden = !shown;
    if (!shown) return;
    const { left, top, scale } = placeOf();
    element.style.left = `${left + scale * shown.x}px`;
    element.style.top = `${top + scale * shown.y}px`;
    element.style.width = element.style.height = `${scale * shown.side}px`;
    element.style.transform = `skewX(${Math.atan(shown.slant)}rad)`;
  }

  /**
   * @param {{x: number, y: number, side: number, slant: number} | null} square in pixels
   *   of the paper, pushed sideways about its middle by `slant` px for each px downwards
   */
  function show(square) {
    shown = square;
    update();
  }

  return { show, update };
}
