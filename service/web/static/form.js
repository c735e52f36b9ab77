// Two comforts: what was typed survives a reload, and a run longer than a second shows its steps and what it has found.
// Without this file the form works just the same.
(() => {
  "use strict";
  const form = document.querySelector("form[data-draft]");
  const KEY = form.dataset.draft;
  const main = form.elements.namedItem(form.dataset.main);

  // --- the draft ---

  const kept = () => {
    try {
      return JSON.parse(localStorage.getItem(KEY));
    } catch {
      return null;
    }
  };

  function keep() {
    const typed = [...new FormData(form)].filter(([, value]) => typeof value === "string");
    try {
      // Fields that this form does not show now keep what they had.
      localStorage.setItem(KEY, JSON.stringify({ ...kept(), ...Object.fromEntries(typed) }));
    } catch {
      return; // no room, or storage is switched off: the form still works
    }
    offer();
  }

  function fill(draft) {
    for (const [name, value] of Object.entries(draft)) {
      const control = form.elements.namedItem(name);
      if (control && control.type !== "file" && control.type !== "hidden") control.value = value;
    }
  }

  function offer() {
    const draft = kept();
    document.getElementById("draft").hidden = !draft;
    const differs = draft && (draft[main.name] || "") !== main.value.replaceAll("\r\n", "\n");
    document.getElementById("restore").hidden = !differs;
  }

  if ("fresh" in form.dataset && kept()) fill(kept());
  offer();
  form.addEventListener("input", keep);
  document.getElementById("restore").addEventListener("click", () => {
    fill(kept());
    offer();
  });
  document.getElementById("clear").addEventListener("click", () => {
    localStorage.removeItem(KEY);
    for (const control of form.elements) {
      if (["text", "date", "file", "textarea"].includes(control.type)) control.value = "";
    }
    offer();
  });

  // --- progress ---

  const panel = document.getElementById("progress");
  const button = form.querySelector("[type=submit]");
  if (!button) return; // whose role only reads here has nothing to send
  const doing = panel.querySelector("strong").textContent;

  function complain(message) {
    panel.hidden = false;
    panel.querySelector("strong").textContent = message;
    button.disabled = false;
  }

  // All that is said of a text is set as text: nothing of it can become a part of the page.
  function element(tag, style, ...inside) {
    const made = document.createElement(tag);
    made.className = style;
    made.append(...inside);
    return made;
  }

  let added = 0;

  function count(said) {
    const asking = panel.querySelector(".asking");
    asking.hidden = false;
    asking.querySelector("label").textContent = added ? `${said.asked}; it has added ${added}` : said.asked;
    asking.querySelector("progress").max = said.of;
    asking.querySelector("progress").value = said.answered;
  }

  function need(one) {
    const status = element("span", "status", element("span", `tag ${one.priority}`, one.priority));
    const words = element("span", "", element("span", "lead", one.statement));
    if (one.reading) words.append(" ", element("span", "tag vague", one.reading));
    const said = one.said.map(([sentence, quote]) =>
      element("span", "", element("span", "cite", sentence), " ", element("q", "", quote)));
    return element("li", `item need whole${one.reading ? " reading" : ""}`,
      element("div", "head", status, words), ...(one.means ? [element("p", "beside means", one.means)] : []),
      element("p", "beside quotes", ...said));
  }

  const found = new Map();

  function show(said) {
    panel.querySelector(".drafted").hidden = false;
    if (!found.has(said.section)) {
      const section = { many: 0, count: element("b", "", ""), list: element("ul", "sheet") };
      panel.querySelector(".sections").append(element("h3", "", `${said.section} `, section.count), section.list);
      found.set(said.section, section);
    }
    const section = found.get(said.section);
    section.many += said.needs.length + said.more;
    section.count.textContent = section.many;
    section.list.append(...said.needs.map(need));
    added += said.needs.filter((one) => one.reading).length;
  }

  function follow(line) {
    const said = JSON.parse(line);
    if (said.url) location.assign(said.url);
    if (said.error) complain(said.error);
    if (said.asked) count(said);
    if (said.section && said.needs.length) show(said);
    if (said.step) panel.querySelector("ol").append(element("li", "", said.step));
    return Boolean(said.url || said.error);
  }

  function empty() {
    found.clear();
    added = 0;
    panel.querySelector("ol").replaceChildren();
    panel.querySelector(".sections").replaceChildren();
    for (const part of panel.querySelectorAll(".asking, .drafted")) part.hidden = true;
    panel.querySelector("strong").textContent = doing;
  }

  function unfold() {
    panel.hidden = false;
    panel.scrollIntoView({ block: "nearest" });
  }

  async function stream(response) {
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = "";
    let ended = false;
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      const lines = (rest + part.value).split("\n");
      rest = lines.pop();
      for (const line of lines) ended = follow(line) || ended;
    }
    if (!ended) complain("The run broke off. Send it again.");
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const body = new FormData(form);
    button.disabled = true;
    empty();
    const slow = setTimeout(unfold, 1000);
    try {
      const response = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/x-ndjson" } });
      const streams = response.headers.get("content-type")?.startsWith("application/x-ndjson");
      // Anything else is the form again with what to mend: let the browser fetch and show that page itself.
      if (streams) await stream(response);
      else form.submit();
    } catch {
      complain("The run broke off, or the server cannot be reached. What you typed is kept: try again.");
    } finally {
      clearTimeout(slow);
    }
  });
  addEventListener("pageshow", () => {
    button.disabled = false;
    panel.hidden = true;
  });
})();
