/** The history of drawings, which outlives a reload where the browser lets it. */

import { createHistory } from "./history.js";

const NAME = "lenet1.drawings"; // in the session's storage

export function keptHistory() {
  const history = createHistory(recall());
  const keep = () => store(history.text());
  addEventListener("pagehide", keep);
  // A phone may end a page that is out of sight without a word.
  document.addEventListener("visibilitychange", keep);
  return history;
}

function recall() {
  try {
    return sessionStorage.getItem(NAME);
  } catch {
    return null; // a browser may forbid the very name
  }
}

/** @param {string} text */
function store(text) {
  try {
    sessionStorage.setItem(NAME, text);
  } catch {} // forbidden, or full
}
