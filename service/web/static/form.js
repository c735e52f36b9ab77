// Two comforts: what was typed survives a reload, and a run longer than a second shows its steps.
// Without this file the form works just the same.
(() => {
  "use strict";
  const form = document.querySelector("form");
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
  const doing = panel.querySelector("strong").textContent;

  function complain(message) {
    panel.hidden = false;
    panel.querySelector("strong").textContent = message;
    button.disabled = false;
  }

  function follow(line) {
    const said = JSON.parse(line);
    if (said.url) location.assign(said.url);
    if (said.error) complain(said.error);
    if (said.step) {
      const item = document.createElement("li");
      item.textContent = said.step;
      panel.querySelector("ol").append(item);
    }
    return Boolean(said.url || said.error);
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
    panel.querySelector("ol").replaceChildren();
    panel.querySelector("strong").textContent = doing;
    const slow = setTimeout(() => { panel.hidden = false; }, 1000);
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
