// The editor's own script: moving rows by keyboard, saving by Ctrl+S, the preview drawn anew. Every button works without it.
"use strict";
(() => {
  const form = document.getElementById("edit");
  if (!form) return;
  let dirty = false;
  form.addEventListener("input", () => { dirty = true; });
  form.addEventListener("submit", () => { dirty = false; });
  addEventListener("beforeunload", (event) => { if (dirty) event.preventDefault(); });

  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key === "s") {
      event.preventDefault();
      const save = form.querySelector("button[value=save]");
      if (save) form.requestSubmit(save);
    }
    if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
      const row = event.target.closest(".edit__row");
      const button = row && row.querySelector(`:scope > .edit__tools [data-move=${event.key === "ArrowUp" ? "up" : "down"}]`);
      if (button && !button.disabled) { event.preventDefault(); form.requestSubmit(button); }
    }
  });

  // What was kept is shown as the applicant sees it.
  document.addEventListener("htmx:afterSettle", () => {
    const edition = document.getElementById("edition").value;
    const frame = document.getElementById("preview");
    if (frame && frame.dataset.edition !== edition) {
      frame.dataset.edition = edition;
      frame.src = frame.src;
      dirty = false;
    }
  });
})();
