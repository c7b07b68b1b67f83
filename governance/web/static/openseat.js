// Comfort only: every page does its whole work without this file.
"use strict";

// A second click while the answer travels does nothing. The buttons are disabled only after
// the form data was taken, so that the pressed one is still sent, and open again when the
// answer does not come or the browser's history leads back here.
const PATIENCE = 15_000;

function reopen(form) {
  delete form.dataset.sent;
  for (const button of form.querySelectorAll("button[data-waiting]")) {
    button.disabled = false;
    delete button.dataset.waiting;
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  setTimeout(() => {
    for (const button of form.querySelectorAll("button:enabled")) {
      button.disabled = true;
      button.dataset.waiting = "yes";
    }
  });
  setTimeout(reopen, PATIENCE, form);
});

addEventListener("pageshow", (event) => {
  if (event.persisted) document.querySelectorAll("form[data-sent]").forEach(reopen);
});

// What went wrong is read first.
document.querySelector(".error-summary")?.focus();

// A region that has nothing to scroll is no stop for the Tab key.
const tabStops = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
    else target.removeAttribute("tabindex");
  }
});
for (const region of document.querySelectorAll(".scroll, .picture")) tabStops.observe(region);

// Work that goes on is shown as far as it is, and its page anew once it is over.
const GLANCE = 1_000;

async function look(part) {
  const answer = await fetch(part.dataset.refresh).catch(() => null);
  if (answer?.ok) {
    const there = new DOMParser().parseFromString(await answer.text(), "text/html");
    const now = there.getElementById(part.id);
    if (!now) {
      location.assign(part.dataset.refresh);
      return;
    }
    for (const name of ["h2", "label", "progress"]) {
      part.querySelector(name).replaceWith(now.querySelector(name));
    }
  }
  setTimeout(look, GLANCE, part);
}
for (const part of document.querySelectorAll("[data-refresh]")) setTimeout(look, GLANCE, part);

// A long picture opens at today.
for (const picture of document.querySelectorAll(".picture")) {
  const today = picture.querySelector(".today");
  if (!today || picture.scrollWidth <= picture.clientWidth) continue;
  const shift = today.getBoundingClientRect().left - picture.getBoundingClientRect().left;
  picture.scrollLeft = shift - picture.clientWidth * 0.6;
}

// Folded parts are printed too.
addEventListener("beforeprint", () => {
  for (const part of document.querySelectorAll("main details:not([open])")) {
    part.open = true;
    part.dataset.folded = "yes";
  }
});
addEventListener("afterprint", () => {
  for (const part of document.querySelectorAll("details[data-folded]")) {
    part.open = false;
    delete part.dataset.folded;
  }
});

// How much of somebody's time is left, beside the limit that the page says anyway.
for (const place of document.querySelectorAll(".countdown")) {
  const until = Date.parse(place.dataset.since) + Number(place.dataset.minutes) * 60_000;
  const show = () => {
    const left = Math.ceil((until - Date.now()) / 1000);
    const seconds = String(Math.max(left % 60, 0)).padStart(2, "0");
    place.textContent = left > 0 ? `${Math.floor(left / 60)}:${seconds}` : place.dataset.over;
  };
  show();
  setInterval(show, 1000);
}

// A list that has a form for its order can be ordered by hand: dropping sends what the buttons send.
for (const list of document.querySelectorAll("ol[data-order]")) {
  const form = document.getElementById(list.dataset.order);
  if (!form) continue;
  let dragged = null;
  for (const item of list.children) {
    item.draggable = true;
    item.addEventListener("dragstart", (event) => {
      if (event.target !== item) return; // a link or a picture within it
      dragged = item;
      event.dataTransfer.effectAllowed = "move";
    });
    item.addEventListener("dragover", (event) => {
      if (!dragged || dragged === item) return;
      event.preventDefault();
      const { top, height } = item.getBoundingClientRect();
      item[event.clientY < top + height / 2 ? "before" : "after"](dragged);
    });
    item.addEventListener("dragend", () => {
      if (!dragged) return;
      dragged = null;
      const order = [...list.children].map((each) => each.dataset.item).join(",");
      if (order === form.elements.seen.value) return;
      form.elements.items.value = order;
      form.requestSubmit();
    });
  }
}
