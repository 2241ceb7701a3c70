/** Opens what the page's address holds, and fetches the ways out when they are wanted. */

import { find, make } from "../dom.js";
import { notLoaded } from "../sentences.js";
import { foretell, once } from "../wanted.js";

/** @param {Parameters<typeof import("./share.js").createShare>[0]} options */
export function createOpening(options) {
  const sheet = find("#share");
  const share = once(async () => {
    const { createShare } = await import("./share.js");
    return createShare(options);
  });

  async function shareOrWhyNot() {
    try {
      return await share();
    } catch (error) {
      sheet.replaceChildren(make("p", { role: "status" }, notLoaded));
      console.error(error);
      return null;
    }
  }

  async function open() {
    const opened = await shareOrWhyNot();
    if (opened) opened.open();
    else sheet.showPopover();
  }

  // The guide has the link for a class at its foot.
  for (const name of ["share", "guide"]) {
    foretell(find(`[data-do=${name}]`), share);
    find(`#${name}`).addEventListener("beforetoggle", shareOrWhyNot);
  }
  addEventListener("hashchange", () => location.hash && open());
  if (location.hash) shareOrWhyNot();

  return {
    /** Shows what the address holds; loaded again the page keeps what was drawn since. */
    start() {
      const keeps = isReload() && options.state()?.drawing?.length;
      if (location.hash && !keeps) open();
      return Boolean(location.hash || keeps);
    },
  };
}

const isReload = () =>
  performance
    .getEntriesByType("navigation")
    .some((one) => /** @type {PerformanceNavigationTiming} */ (one).type === "reload");
