"use strict";
(() => {
  const interval = 2000;
  const parser = new DOMParser();
  const shown = new Map();
  const stale = document.getElementById("stale");
  let ahead = 0; // How far the server's clock is ahead of this one, in milliseconds.
  let lastAnswer = Date.now();

  const live = () => document.querySelectorAll("[data-live]");

  const setClock = page => {
    const now = Date.parse(page.documentElement.dataset.now);
    if (!Number.isNaN(now)) ahead = now - Date.now();
  };

  // Only what has changed is replaced, and never the part itself, so that focus, scroll and what is read aloud stay in place.
  const take = page => {
    for (const part of live()) {
      const fresh = page.getElementById(part.id);
      if (!fresh || shown.get(part.id) === fresh.outerHTML) continue;
      shown.set(part.id, fresh.outerHTML);
      if (fresh.dataset.tone !== undefined) part.dataset.tone = fresh.dataset.tone;
      if (part.innerHTML !== fresh.innerHTML) part.replaceChildren(...document.importNode(fresh, true).childNodes);
    }
    if (document.title !== page.title) document.title = page.title;
    const icon = page.getElementById("icon");
    if (icon) document.getElementById("icon").setAttribute("href", icon.getAttribute("href"));
    setClock(page);
    count();
  };

  const words = seconds => {
    const d = Math.floor(seconds / 86400), h = Math.floor(seconds / 3600) % 24, m = Math.floor(seconds / 60) % 60, s = Math.floor(seconds) % 60;
    return d ? `${d} d ${h} h ${m} min` : h ? `${h} h ${m} min ${s} s` : m ? `${m} min ${s} s` : `${s} s`;
  };

  const count = () => {
    for (const clock of document.querySelectorAll("[data-until]")) {
      const left = (Date.parse(clock.dataset.until) - Date.now() - ahead) / 1000;
      if (!Number.isNaN(left)) clock.textContent = left > 0 ? `in about ${words(left)}` : "any moment";
    }
  };

  const refresh = async () => {
    try {
      const answer = await fetch("/", { cache: "no-store", signal: AbortSignal.timeout(5000) });
      if (!answer.ok) throw new Error(String(answer.status));
      take(parser.parseFromString(await answer.text(), "text/html"));
      lastAnswer = Date.now();
      stale.hidden = true;
      document.body.classList.remove("old");
    } catch {
      if (stale.hidden && Date.now() - lastAnswer > 2 * interval) {
        stale.textContent = `Visor has not answered since ${new Date(lastAnswer + ahead).toISOString().slice(0, 19)}Z: showing the last known state.`;
        stale.hidden = false;
        document.body.classList.add("old");
        document.title = `NO ANSWER, ${document.title}`;
      }
    }
    setTimeout(refresh, document.hidden ? 5 * interval : interval);
  };

  for (const part of live()) shown.set(part.id, part.outerHTML);
  setClock(document);
  setInterval(count, 1000);
  setTimeout(refresh, interval);
  count();
})();
