// How far a batch is, without a reload. Without this file the link "Look again" does the same.
(() => {
  "use strict";
  const batch = document.getElementById("batch");
  const PAUSE = 1500; // milliseconds between two looks
  const LONGEST = 30000;
  let pause = PAUSE;

  function say(element, words) {
    if (element.textContent !== words) element.textContent = words;
  }

  function show(line) {
    const item = document.getElementById(`line-${line.number}`);
    if (!item) return;
    const lead = item.querySelector(".lead");
    if (line.title) say(lead, line.title);
    if (line.address) lead.setAttribute("href", line.address);
    say(item.querySelector(".state"), line.words);
    const why = item.querySelector(".why");
    say(why, line.why || "");
    why.hidden = !line.why;
  }

  async function look() {
    try {
      const answer = await fetch(batch.dataset.watched, { headers: { Accept: "application/json" } });
      if (!answer.ok) throw new Error(String(answer.status));
      const now = await answer.json();
      // A list that is not there yet, and files to take along, come with the page.
      if (!now.open || (now.lines.length && !document.querySelector(".lines"))) return location.reload();
      say(document.getElementById("state"), now.state);
      say(document.getElementById("told"), now.told);
      const bar = document.getElementById("bar");
      bar.max = Math.max(now.total, 1);
      bar.value = now.ended;
      now.lines.forEach(show);
      pause = PAUSE;
    } catch {
      pause = Math.min(2 * pause, LONGEST);
    }
    setTimeout(look, pause);
  }

  document.getElementById("again").hidden = true;
  setTimeout(look, pause);
})();
