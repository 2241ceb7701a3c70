/** The thread that trains, so that the page's own is free for the pen. */

import { decodeDigits } from "./digits.js";
import { createSession } from "./session.js";

const hear = createSession({
  tell: (news) => postMessage(news),
  async load(name, rules) {
    const response = await fetch(new URL(`../digits/${name}.gz`, import.meta.url));
    if (!response.ok) throw new Error(`${response.url}: ${response.status}`);
    return decodeDigits(await response.blob(), rules);
  },
  now: () => performance.now(),
  later: (work) => setTimeout(work),
});
addEventListener("message", ({ data }) => hear(data));
