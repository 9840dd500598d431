// Puts the id that the address names into the report, and copies it.
(function () {
  "use strict";
  const text = document.getElementById("template"), button = document.getElementById("copy"), told = document.getElementById("copied");
  const empty = text.value;
  text.readOnly = false;

  function fill() {
    let id = "";
    try { id = decodeURIComponent(location.hash.slice(1)); } catch { /* not an id */ }
    if (/^[a-z0-9-]+(:[A-Z-]+(:[a-z0-9-]+)?)?$/.test(id)) text.value = empty.replace("POSITION-ID", id);
  }

  button.hidden = false;
  button.addEventListener("click", () => {
    text.select();
    const done = navigator.clipboard ? navigator.clipboard.writeText(text.value) : Promise.reject(new Error("no clipboard"));
    done.then(() => { told.textContent = "Copied."; }, () => { told.textContent = "The text is selected; copy it with your keyboard."; });
  });
  window.addEventListener("hashchange", fill);
  fill();
})();
