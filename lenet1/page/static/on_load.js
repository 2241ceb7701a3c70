// Below the page's own address, wherever a proxy has put that.
const folder = location.pathname.replace(/\/?$/, "/");
import(`${folder}lenet1/static/main.js`).then(({ mount }) =>
  mount({ element, props, watch }),
);
