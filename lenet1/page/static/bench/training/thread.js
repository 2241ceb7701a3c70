/** The page's end of the thread that trains. */

/**
 * @param {(news: import("./session.js").News) => void} onNews "failed", too, where a
 *   browser or its settings refuse such threads
 */
export function createThread(onNews) {
  /** @type {Worker | null} */
  let worker = null;

  function fail() {
    worker?.terminate();
    worker = null;
    onNews({ told: "failed" });
  }

  return {
    start() {
      try {
        const address = new URL("./worker.js", import.meta.url);
        worker = new Worker(address, { type: "module" });
        worker.addEventListener("message", ({ data }) => onNews(data));
        worker.addEventListener("error", fail);
      } catch {
        fail();
      }
    },
    /** @param {import("./session.js").Wish} wish */
    send: (wish) => worker?.postMessage(wish),
  };
}
