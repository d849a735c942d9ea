/* Keys and focus for the review page. Everything works without this file, only slower. */
(() => {
  "use strict";
  const all = (selector) => [...document.querySelectorAll(selector)];
  const one = (selector) => document.querySelector(selector);
  const cards = () => all("[data-card]");
  const current = () => document.activeElement && document.activeElement.closest("[data-card]");
  let lastCard = "";
  let advance = false;

  function focusCard(card) {
    if (!card) return;
    card.focus({ preventScroll: true });
    card.scrollIntoView({ block: "nearest" });
    lastCard = card.id;
  }

  function follow(selector, hash) {
    const link = one(selector);
    if (link) window.location.assign(link.hash ? link.href : link.href + (hash || ""));
    return Boolean(link);
  }

  function step(direction) {
    const list = cards();
    if (!list.length) return follow("[data-next-open]");
    const at = list.indexOf(current() || document.getElementById(lastCard));
    const next = at + direction;
    if (at < 0) return focusCard(direction > 0 ? list[0] : list[list.length - 1]);
    if (next >= 0 && next < list.length) return focusCard(list[next]);
    return follow(direction > 0 ? "[data-next]" : "[data-previous]", direction > 0 ? "#first" : "#last");
  }

  function act(name) {
    const card = current() || document.getElementById(lastCard) || cards()[0];
    const target = card && card.querySelector(`[data-act="${name}"]`);
    if (!target) return;
    lastCard = card.id;
    if (target.matches("a")) return target.click();
    if (target.matches("details")) {
      card.querySelectorAll("details.act").forEach((other) => { other.open = other === target; });
      const first = target.querySelector("[data-first]");
      if (first) first.focus();
      if (first && first.select) first.select();
      return;
    }
    advance = name === "a";
    target.requestSubmit();
  }

  const KEYS = {
    j: () => step(1),
    k: () => step(-1),
    x: () => follow("[data-next-open]"),
    g: () => follow('[data-key="g"]'),
    "[": () => follow("[data-previous]"),
    "]": () => follow("[data-next]"),
    "?": () => { const help = one("#help"); if (help && !help.open) help.showModal(); },
    a: () => act("a"), s: () => act("s"), c: () => act("c"), n: () => act("n"), d: () => act("d"),
    r: () => act("r"), u: () => act("u"), e: () => act("e"),
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    const typing = event.target.closest("input, select, textarea, [contenteditable]");
    if (event.key === "Escape" && typing) {
      const card = current();
      const open = typing.closest("details.act");
      if (open) open.open = false;
      if (card) focusCard(card); else typing.blur();
      return;
    }
    if (typing || (one("#help") && one("#help").open)) return;
    if (event.key === "Enter" && event.target.matches("[data-card]")) {
      act("open");
      event.preventDefault();
      return;
    }
    if (!Object.hasOwn(KEYS, event.key)) return;
    event.preventDefault();
    KEYS[event.key]();
  });

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-help]")) KEYS["?"]();
  });

  document.addEventListener("focusin", () => {
    const card = current();
    if (card) lastCard = card.id;
  });

  function openNext() {
    const list = cards();
    const at = list.findIndex((card) => card.id === lastCard);
    return list.slice(at + 1).concat(list.slice(0, at + 1)).find((card) => card.matches("[data-open]"));
  }

  /* After a form has been answered the page is put in place anew: say where one is. */
  document.addEventListener("htmx:after:swap", () => {
    const alert = one("[data-alert]");
    const here = document.getElementById(lastCard);
    if (alert) { alert.focus(); }
    else if (advance && here) {
      const next = openNext();
      const onward = one("[data-next-open]");
      if (next) focusCard(next); else if (onward) onward.focus(); else focusCard(here);
    } else if (here) focusCard(here);
    else if (one("#page")) one("#page").focus();
    advance = false;
  });

  document.addEventListener("submit", (event) => {
    const card = event.target.closest("[data-card]");
    if (card) lastCard = card.id;
    if (event.target.querySelector("button.main") && card) advance = true;
  }, true);

  function arrive() {
    const hash = decodeURIComponent(window.location.hash.slice(1));
    const list = cards();
    const ends = { first: list[0], last: list[list.length - 1] };
    const card = Object.hasOwn(ends, hash) ? ends[hash] : document.getElementById(hash);
    const alert = one("[data-alert]");
    if (alert) alert.focus();
    else if (card && card.matches("[data-card]")) focusCard(card);
    else if (list.length && !one("[autofocus]")) focusCard(list.find((each) => each.matches("[data-open]")) || list[0]);
  }
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", arrive); else arrive();
  window.addEventListener("hashchange", arrive);
})();
