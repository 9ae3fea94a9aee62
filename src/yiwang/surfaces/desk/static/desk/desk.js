// The desk's own script: on a wide screen a row opens beside the list. Without it the row's link opens the case.
"use strict";
(() => {
  const wide = matchMedia("(min-width: 62em)");
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-panel]");
    if (!link || !wide.matches || !window.htmx) return;
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    htmx.trigger(link, "panel");
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    const panel = document.getElementById("panel");
    if (!panel || !panel.dataset.number) return;
    const source = event.detail.requestConfig && event.detail.requestConfig.elt;
    document.querySelectorAll(".work tr[aria-current]").forEach((row) => row.removeAttribute("aria-current"));
    const row = source && source.closest("tr");
    if (row) row.setAttribute("aria-current", "true");
  });
  // A failed fetch, or a session that has ended: the plain link knows what to do.
  const plainly = (event) => { const link = event.detail.elt; if (link && link.href) location.href = link.href; };
  document.addEventListener("htmx:sendError", plainly);
  document.addEventListener("htmx:responseError", plainly);
  // A form that was opened to be filled in begins at its first empty box, unless there is something to read first.
  const boxes = Array.from(document.querySelectorAll("form[data-first] :is(.input, [type=radio], [type=checkbox])"));
  const first = boxes.find((box) => box.matches(".input") && !box.value) || boxes[0];
  if (first && !document.querySelector(".errors")) first.focus();
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || !event.target.matches("textarea")) return;
    event.preventDefault();
    event.target.form.requestSubmit();
  });
  document.addEventListener("keydown", (event) => {
    if (event.target.closest("input, select, textarea") || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "n") { const link = document.querySelector('.rail a[href$="/accept/"]'); if (link && !document.querySelector("[data-key=n]")) { event.preventDefault(); link.click(); } }
    if (event.key === "m") { const box = document.getElementById("msg"); const open = document.querySelector(".panel__title"); if (box) { event.preventDefault(); box.focus(); } else if (open) { event.preventDefault(); location.href = `${open.href}#messages`; } }
  });
})();
