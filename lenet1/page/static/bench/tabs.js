/** A row of tabs: one of them is open; arrow keys, Home and End go from one to another. */

import { make } from "../dom.js";

/** @typedef {{name: string, words: {label: string, brief: string}}} Tab */

/**
 * @param {string} title what the tabs are of
 * @param {Tab[]} tabs the first is open
 * @param {(name: string) => void} onOpen
 */
export function createTabs(title, tabs, onOpen) {
  const buttons = new Map(tabs.map((tab) => [tab.name, makeTab(tab)]));
  const row = make("div", { class: "tabs", role: "tablist", "aria-label": title });
  row.append(...buttons.values());
  const names = [...buttons.keys()];
  for (const [name, button] of buttons)
    button.addEventListener("click", () => onOpen(name));

  row.addEventListener("keydown", (event) => {
    const at = names.findIndex((name) => buttons.get(name) === event.target);
    /** @type {Record<string, number>} */
    const places = {
      ArrowLeft: (at + names.length - 1) % names.length,
      ArrowRight: (at + 1) % names.length,
      Home: 0,
      End: names.length - 1,
    };
    if (at < 0 || !(event.key in places)) return;
    event.preventDefault();
    const next = names[places[event.key]];
    buttons.get(next)?.focus();
    onOpen(next);
  });

  /** @param {string} chosen */
  function select(chosen) {
    for (const [name, button] of buttons) {
      button.ariaSelected = `${name === chosen}`;
      button.tabIndex = name === chosen ? 0 : -1; // Tab goes on to what it opened
    }
  }

  return { row, select };
}

/** The id of what a tab opens. */
export const panelId = (/** @type {string} */ name) => `tool-${name}`;
/** The id of a tab, which names what it opens. */
export const tabId = (/** @type {string} */ name) => `tab-${name}`;

/** @param {Tab} tab */
function makeTab({ name, words: { label, brief } }) {
  const attributes = {
    type: "button",
    role: "tab",
    id: tabId(name),
    "aria-controls": panelId(name),
    "aria-label": label,
    "data-tool": name,
    "data-explain": `tool ${name}`,
  };
  return make(
    "button",
    attributes,
    make("span", { class: "long", "data-text": label }, label),
    make("span", { class: "short", "data-text": brief }, brief),
  );
}
