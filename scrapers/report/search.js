"use strict";
(() => {
  const STEP = 10;
  const TONES = /[\u0300\u0301\u0303\u0309\u0323]/g;
  const section = document.getElementById("latest");
  const input = section.querySelector("input");
  if (!input) return;
  const found = section.querySelector("output");
  const more = section.querySelector("button");
  const list = section.querySelector(".list");
  const items = [...list.children];
  const number = new Intl.NumberFormat(document.documentElement.lang);
  let limit = STEP;
  let texts = null;

  // A word in three parts: without any mark, without its tone only, and the tone. So hòa is hoà, and cau finds cầu.
  const split = (text) =>
    (text.normalize("NFD").toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) || []).map((word) => {
      const letters = word.replace(TONES, "");
      const plain = letters.replace(/\p{M}/gu, "").replace(/đ/g, "d");
      return { plain, letters, tone: (word.match(TONES) || []).join("") };
    });

  // What is typed without marks finds every spelling; a mark that is typed must be there.
  const begins = (word, asked) =>
    asked.tone === "" && asked.letters === asked.plain
      ? word.plain.startsWith(asked.plain)
      : word.letters.startsWith(asked.letters) && (asked.tone === "" || word.tone === asked.tone);

  const show = () => {
    const asked = split(input.value);
    if (asked.length) texts ??= items.map((item) => split(`${item.textContent} ${item.dataset.outlet}`));
    const fitting = items.filter((item, n) => asked.every((word) => texts[n].some((other) => begins(other, word))));
    // Out of the document, not hidden: hiding 2,000 of them one by one cost Chromium 156 more than a second.
    list.replaceChildren(...fitting.slice(0, limit));
    found.textContent = found.dataset.text.replace("{count}", number.format(fitting.length));
    more.hidden = fitting.length <= limit;
  };

  input.addEventListener("input", () => {
    limit = STEP;
    show();
  });
  more.addEventListener("click", () => {
    const next = list.children.length;
    limit += STEP;
    show();
    list.children[next]?.querySelector("[tabindex], a")?.focus();
  });
  section.querySelector("[role=search]").hidden = false;
  show();
})();
