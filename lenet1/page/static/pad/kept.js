/** The history of drawings, which outlives a reload where the browser lets it. */

import { createKeeper } from "../storage.js";
import { createHistory } from "./history.js";

export function keptHistory() {
  const kept = createKeeper(() => sessionStorage, "lenet1.drawings");
  const history = createHistory(kept.recall((text) => text, null));
  const keep = () => kept.keep(history.text());
  addEventListener("pagehide", keep);
  // A phone may end a page that is out of sight without a word.
  document.addEventListener("visibilitychange", keep);
  return history;
}
