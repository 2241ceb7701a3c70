/** The row above a photo: choose another, stop the reading, and which digit is chosen. */

import { make, makeButton } from "../dom.js";
import * as say from "../sentences.js";

/**
 * @param {object} options
 * @param {(file: File) => void} options.onFile
 * @param {() => void} options.onStop
 */
export function createTools({ onFile, onStop }) {
  const input = make("input", { type: "file", accept: "image/*", hidden: true });
  const choose = makeButton("choose", say.choosePhoto);
  const stop = makeButton("stop", say.stop);
  const progress = make("progress", { "aria-label": say.readingPhoto, hidden: true });
  const place = make("p", { class: "where", "aria-hidden": "true" });
  stop.hidden = true;
  choose.addEventListener("click", () => input.click());
  stop.addEventListener("click", onStop);
  input.addEventListener("change", () => {
    const [file] = input.files ?? [];
    input.value = ""; // the same may be chosen again
    if (file) onFile(file);
  });

  /**
   * @param {boolean} reading
   * @param {boolean} isShown there is a photo already
   */
  function busy(reading, isShown) {
    const [gone, come] = reading ? [choose, stop] : [stop, choose];
    const focused = gone === document.activeElement;
    come.hidden = false;
    if (focused) come.focus();
    gone.hidden = true;
    progress.hidden = !reading;
    place.hidden = reading;
    choose.textContent = isShown ? say.anotherPhoto : say.choosePhoto;
  }

  return {
    element: make("div", { class: "tools" }, input, choose, stop, progress, place),
    busy,
    focus: () => choose.focus(),
    /** @type {(at: number, text: string) => void} */
    where(at, text) {
      place.dataset.at = `${at}`;
      place.textContent = text;
    },
  };
}
