import(new URL("lenet1/static/main.js", document.baseURI)).then(({ mount }) =>
  mount({ element, props, watch, server }),
);
