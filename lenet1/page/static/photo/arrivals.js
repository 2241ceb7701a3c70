/** Pictures that are pasted or dropped anywhere on the page. */

const DROPPING = "dropping"; // a class of the body: a file is held above the page

/** @param {(file: File) => void} onFile */
export function watchArrivals(onFile) {
  const early = { capture: true }; // Gradio's own sketchpad shall not take them

  /**
   * @param {Event} event
   * @param {DataTransfer | null} brought
   */
  function take(event, brought) {
    const file = fileOf(brought);
    if (!file) return;
    const taken = event.defaultPrevented; // by a tool
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!taken) onFile(file);
  }

  const held = (/** @type {boolean} */ above) =>
    document.body.classList.toggle(DROPPING, above);
  document.addEventListener("paste", (e) => take(e, e.clipboardData), early);
  document.addEventListener(
    "dragover",
    (event) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault(); // or the browser would open what is dropped
      event.dataTransfer.dropEffect = "copy";
      held(true);
    },
    early,
  );
  document.addEventListener(
    "dragleave",
    ({ relatedTarget }) => {
      if (!relatedTarget) held(false); // it has left the window
    },
    early,
  );
  document.addEventListener(
    "drop",
    (event) => {
      held(false);
      take(event, event.dataTransfer);
    },
    early,
  );
}

/** @param {DataTransfer | null} brought */
function fileOf(brought) {
  const files = [...(brought?.files ?? [])];
  return files.find(({ type }) => type.startsWith("image/")) ?? files[0];
}
