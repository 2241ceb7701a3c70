/** On a small screen the inspector is a sheet over the lower part of the page. */

const APART = 8; // px between sheet and map

/**
 * Scrolls what was tapped out from under the sheet; the pad stays where it is.
 *
 * @param {HTMLElement} root the inspector's
 * @param {HTMLElement} field outlines the chosen unit in its map
 */
export function keepInView(root, field) {
  const sheet = root.closest("#inspector");
  if (!sheet || getComputedStyle(sheet).position !== "fixed") return;
  const map = field.parentElement ?? field;
  const covered =
    map.getBoundingClientRect().bottom + APART - sheet.getBoundingClientRect().top;
  if (covered > 0) scrollBy(0, covered);
}
