/** Build elements, and write numbers the way the page shows them. */

/**
 * @param {string} tag
 * @param {Record<string, string | number | boolean>} attributes false leaves one out
 * @param {...(Node | string)} children
 */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes))
    if (value !== false) element.setAttribute(name, value === true ? "" : value);
  element.append(...children);
  return element;
}

/** A canvas of side x side values, hidden from screen readers unless it has a name. */
export function makeCanvas(side, name = null) {
  const label = name ? { role: "img", "aria-label": name } : { "aria-hidden": "true" };
  return make("canvas", { width: side, height: side, ...label });
}

/** "1.25", with a true minus sign and never "-0.00". */
export function number(value, digits = 2) {
  const text = Math.abs(value).toFixed(digits);
  return value < 0 && Number(text) !== 0 ? `\u2212${text}` : text;
}

/** The same with "+" before what adds. */
export function signed(value, digits = 2) {
  const text = number(value, digits);
  return text.startsWith("\u2212") ? text : `+${text}`;
}

/** "12.5 %": never 0 or 100 for what is only close to it, as every softmax is. */
export function percent(share) {
  if (share < 0.001) return "< 0.1 %";
  if (share > 0.999) return "> 99.9 %";
  return `${(100 * share).toFixed(1)} %`;
}
