/** On a small screen the bench is a sheet over the lower part of the page. */

const APART = 8; // px between sheet and map

/**
 * Scrolls a map out from under the sheet or the pad, which stay in place.
 *
 * @param {HTMLElement} root a tool's
 * @param {Element | null} [chosen] the map; without it the one that was tapped
 */
export function keepInView(
  root,
  chosen = document.querySelector(".field.unit")?.parentElement ?? null,
) {
  const sheet = root.closest("#bench");
  if (!sheet || !chosen || getComputedStyle(sheet).position !== "fixed") return;
  const map = chosen.getBoundingClientRect();
  const below = map.bottom + APART - sheet.getBoundingClientRect().top;
  const pad = document.querySelector("#pad, #ownpad")?.getBoundingClientRect();
  const above = (pad?.bottom ?? 0) + APART - map.top;
  if (below > 0) scrollBy(0, below);
  else if (above > 0) scrollBy(0, -above);
}
