"use strict";
// Without this file everything works by the buttons; with it, mistakes and pictures come by themselves.
(() => {
  const form = document.getElementById("form");
  if (!form) return;
  const said = document.getElementById("said");
  const look = document.getElementById("look");
  let timer = 0;
  let number = 0;
  let composing = false;
  const show = (found) => {
    for (const place of form.querySelectorAll(".wrong[data-of]")) {
      const lines = found[place.dataset.of] || [];
      const text = JSON.stringify(lines);
      if (place.dataset.text === text) continue;
      place.dataset.text = text;
      place.replaceChildren(...lines.map((line) => {
        const p = document.createElement("p");
        p.textContent = line.remedy ? `${line.message} → ${line.remedy} ` : line.message;
        if (line.insert) {
          const button = document.createElement("button");
          button.type = "button";
          button.className = "insert";
          button.textContent = `+ ${line.insert}`;
          button.dataset.into = `f-${place.dataset.of}`;
          button.dataset.value = line.insert;
          button.dataset.old = line.old || "";
          p.append(button);
        }
        return p;
      }));
      const field = document.getElementById(`f-${place.dataset.of}`);
      if (field) lines.length ? field.setAttribute("aria-invalid", "true") : field.removeAttribute("aria-invalid");
    }
  };
  const check = async () => {
    const mine = ++number;
    try {
      const answer = await fetch(form.dataset.check, { method: "POST", body: new FormData(form) });
      if (!answer.ok) throw new Error(String(answer.status));
      const found = await answer.json();
      if (mine !== number) return;
      show(found.problems);
      for (const note of form.querySelectorAll("[data-note]")) note.textContent = found.notes[note.dataset.note] || "";
      said.textContent = found.draft ? said.dataset.draft : "";
      if (Object.keys(found.problems).length || !look) return;
      look.src = form.dataset.look;
      const fits = await (await fetch(form.dataset.fits)).json();
      if (mine === number) show(fits);
    } catch {
      if (mine === number) said.textContent = said.dataset.lost;
    }
  };
  const later = () => { clearTimeout(timer); if (!composing) timer = setTimeout(check, 400); };
  form.addEventListener("compositionstart", () => { composing = true; });
  form.addEventListener("compositionend", () => { composing = false; later(); });
  form.addEventListener("input", (event) => { if (!event.target.matches(".insert")) later(); });
  const insert = (from, value) => {
    const field = document.getElementById(from.dataset.into);
    const at = from.dataset.old ? field.value.indexOf(from.dataset.old) : -1;
    if (at < 0) field.setRangeText(value, field.selectionStart, field.selectionEnd, "end");
    else field.setRangeText(value, at, at + from.dataset.old.length, "end");
    field.focus();
    later();
  };
  form.addEventListener("change", (event) => {
    const list = event.target;
    if (!list.matches("select.insert") || !list.value) return;
    insert(list, list.value);
    list.value = "";
  });
  form.addEventListener("click", (event) => {
    const button = event.target.closest("button.insert");
    if (button) insert(button, button.dataset.value);
  });
})();
