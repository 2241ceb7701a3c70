// Below the page's own address, wherever a proxy has put that.
const folder = location.pathname.replace(/\/?$/, "/");
import(`${folder}lenet1/static/main.js`)
  .then(({ mount }) => mount({ element, props, watch }))
  .catch((error) => {
    const answer = document.querySelector("#answer .answer");
    answer.dataset.problem = "scripts";
    answer.textContent = answer.dataset.scripts;
    throw error;
  });
