// Pointing at a sentence lights what uses it; pointing at a need lights its sentences; pointing at words that stand
// in both texts lights them on the other side. A link opens what its target is folded into, and the kinds of need
// become a filter. Without this file all of it is plain links.
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

  const around = (element) => element.parentElement.closest("details:not(.fold)");

  // What lies folded away is shown by the line it is folded into.
  function seen(element) {
    let shown = element;
    for (let fold = around(element); fold; fold = around(fold)) if (!fold.open) shown = fold.querySelector("summary");
    return shown;
  }

  function light(elements) {
    for (const element of lit) element.classList.remove("lit");
    lit = elements.map(seen);
    for (const element of lit) element.classList.add("lit");
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

  // Words that are said on both sides: only what is seen is lit, for the other text may be folded away.
  function pair(words) {
    const found = words.dataset.to.split(" ").map((id) => document.getElementById(id)).filter(Boolean);
    light([words, ...found]);
    const there = found.find((other) => pane && pane.contains(other));
    if (there) reveal(there);
  }

  function answer(event) {
    const words = event.target.closest("[data-to]");
    if (words) return pair(words);
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

  // --- links into what is folded or filtered away ---
  const filters = [...document.querySelectorAll(".filters a")];

  function only(chosen) {
    for (const chip of filters) {
      const group = document.querySelector(chip.hash);
      group.classList.toggle("off", Boolean(chosen) && chip !== chosen);
      if (chip === chosen) chip.setAttribute("aria-current", "true");
      else chip.removeAttribute("aria-current");
    }
  }

  function unfold(hash) {
    const target = document.getElementById(hash.slice(1));
    if (!target) return;
    if (target.closest(".off")) only(null);
    const own = target.querySelector(":scope > details");
    if (own && !target.matches(".group")) own.open = true;
    for (let fold = target.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  }

  // Before the browser follows the link, so that it finds its target in place.
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    if (!link) return;
    if (!filters.includes(link)) return unfold(link.hash);
    event.preventDefault();
    only(link.hasAttribute("aria-current") ? null : link);
  });
  addEventListener("hashchange", () => unfold(location.hash));
  if (location.hash) {
    unfold(location.hash);
    document.getElementById(location.hash.slice(1))?.scrollIntoView();
  }

  const wide = matchMedia("(min-width: 64rem)").matches;
  if (wide && !CSS.supports("selector(::details-content)")) document.querySelector(".fold").open = true;

  // --- paper ---
  let closed = [];
  addEventListener("beforeprint", () => {
    closed = [...document.querySelectorAll("details:not([open])")];
    for (const fold of closed) fold.open = true;
  });
  addEventListener("afterprint", () => {
    for (const fold of closed) fold.open = false;
  });
})();
