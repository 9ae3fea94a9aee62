// The one script of our own. Every page works without it; it only saves steps.
"use strict";
(() => {
  const every = (selector, act, root = document) => root.querySelectorAll(selector).forEach(act);

  // What went wrong is read first.
  const errors = document.querySelector(".errors");
  if (errors) errors.focus();

  // A second click sends nothing twice. The server's own key would catch it too.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    every("button", (button) => button.setAttribute("aria-disabled", "true"), form);
  });
  addEventListener("pageshow", () => every("form[data-sent]", (form) => {
    delete form.dataset.sent;
    every("button", (button) => button.removeAttribute("aria-disabled"), form);
  }));

  // The name of a chosen file, in the page's own words.
  document.addEventListener("change", (event) => {
    const input = event.target;
    if (!(input instanceof HTMLInputElement) || input.type !== "file") return;
    const said = input.parentElement.querySelector("[data-picked]");
    if (said && input.files.length) said.textContent = Array.from(input.files, (file) => file.name).join("，");
  });

  // Printing shows disclosures as opened.
  addEventListener("beforeprint", () => every("details", (one) => { one.open = true; }));
  every("[data-print]", (button) => {
    button.hidden = false;
    button.addEventListener("click", () => print());
  });

  // A minute before the session ends it says so, politely; what is typed is kept on the page.
  const ends = document.querySelector("[data-session-seconds]");
  if (ends) {
    const wait = Number(ends.dataset.sessionSeconds) * 1000;
    setTimeout(() => { ends.hidden = false; }, Math.max(0, Math.min(wait - 300000, 2147483647)));
  }

  // The desk by keyboard: J K move, Enter opens, X marks, / finds, ? explains; a letter on a button presses it.
  const desk = document.querySelector("[data-desk]");
  if (!desk) return;
  const rows = () => Array.from(document.querySelectorAll(".work tbody tr"));
  const link = (row) => row.querySelector("a[href]");
  const move = (step) => {
    const all = rows();
    if (!all.length) return;
    const here = all.findIndex((row) => row.contains(document.activeElement));
    const current = all.findIndex((row) => row.getAttribute("aria-current") === "true");
    const from = here >= 0 ? here : current;
    const next = all[Math.min(Math.max(from + step, 0), all.length - 1)];
    if (link(next)) link(next).focus();
  };
  const mark = () => {
    const row = rows().find((one) => one.contains(document.activeElement));
    const box = row && row.querySelector("input[type=checkbox]");
    if (box) box.click();
  };
  const acts = {
    j: () => move(1), k: () => move(-1), x: mark,
    "/": () => { const box = document.querySelector("[type=search]"); if (box) box.focus(); },
    "?": () => { const keys = document.querySelector("details.keys-all"); if (keys) { keys.open = true; keys.querySelector("summary").focus(); } },
  };
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, select, textarea, [contenteditable]");
    if (event.key === "Escape" && typing) { typing.blur(); return; }
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    const key = event.key.toLowerCase();
    const button = /^[a-z]$/.test(key) && document.querySelector(`[data-key="${key}"]`);
    const act = button ? () => button.click() : acts[key];
    if (act) { event.preventDefault(); act(); }
  });
})();
