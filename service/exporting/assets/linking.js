// Pointing at a sentence lights what uses it; pointing at a need lights its sentences. Without this
// file the same connections are plain links.
(() => {
  "use strict";
  const pane = document.querySelector(".brief .text");
  const marks = new Map([...document.querySelectorAll("[data-sentence]")].map((mark) => [mark.dataset.sentence, mark]));
  const users = new Map();
  for (const user of document.querySelectorAll("[data-s]")) {
    for (const id of user.dataset.s.split(" ")) {
      if (marks.has(id)) users.set(id, [...(users.get(id) || []), user]);
    }
  }
  let lit = [];

  function light(elements) {
    for (const element of lit) element.classList.remove("lit");
    for (const element of elements) element.classList.add("lit");
    lit = elements;
  }

  // Only the pane of the brief moves: the page stays where the reader is.
  function reveal(mark) {
    if (!pane || pane.scrollHeight <= pane.clientHeight) return;
    const box = pane.getBoundingClientRect();
    const place = mark.getBoundingClientRect();
    if (place.top >= box.top && place.bottom <= box.bottom) return;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    pane.scrollTo({ top: pane.scrollTop + place.top - box.top - box.height / 3, behavior: calm ? "auto" : "smooth" });
  }

  function answer(event) {
    const mark = event.target.closest("[data-sentence]");
    if (mark) return light([mark, ...(users.get(mark.dataset.sentence) || [])]);
    const user = event.target.closest("[data-s]");
    if (!user) return light([]);
    const found = user.dataset.s.split(" ").filter((id) => marks.has(id)).map((id) => marks.get(id));
    light(found);
    if (found.length) reveal(found[0]);
  }

  document.addEventListener("pointerover", answer);
  document.addEventListener("focusin", answer);
  addEventListener("beforeprint", () => {
    for (const details of document.querySelectorAll("details")) details.open = true;
  });
})();
