// Comfort only: a page that is open follows the record by itself, and what is sent is sent again
// until it is answered. Without this file the page is loaded again by hand, and nothing is lost.
const line = document.getElementById("live");
const PATIENCE = 40_000; // two beats of the stream and some
const PAUSE = 3_000; // a line that is back within it was hardly gone
const AGAIN = 2_000;
const MARKS = { BUTTON: ["value"], DIV: ["class"] };
const OWN = new Set(["open", "tabindex", "data-sent", "data-waiting", "data-folded"]);

let shown = Number(line.dataset.revision); // at which revision of the record this page stands
let told = shown; // and of which it has heard
let heard = Date.now();
let stream;
let pause;
let watch;
let asking = false;
let askAgain = false;
let sending = 0;
let queue = Promise.resolve();

// What is said, politely.
const hour = (moment) =>
  new Date(moment).toLocaleTimeString(document.documentElement.lang, { hour: "numeric", minute: "2-digit" });

function say(part, text) {
  const place = line.querySelector(`[data-part=${part}]`);
  if (place.textContent !== text) place.textContent = text;
}

function behind() {
  line.classList.add("late");
  if (!sending) say("line", line.dataset.behind.replace("{time}", hour(heard)));
}

function fresh() {
  heard = Date.now();
  clearTimeout(pause);
  pause = undefined;
  if (!line.classList.contains("late")) return;
  line.classList.remove("late");
  if (!sending) say("line", line.dataset.mended);
}

// One tree becomes like another where they differ, and nowhere else: what has the focus, what is
// typed and what is unfolded stay as they are.
const first = (list) => Math.max(0, [...list.options].findLastIndex((each) => each.defaultSelected)); // stands at first
const typed = (it) =>
  it.matches("input:not([type=hidden]), textarea")
    ? it.value !== it.defaultValue || it.checked !== it.defaultChecked
    : it.matches("select") && it.options.length > 0 && it.selectedIndex !== first(it);
const held = (it) =>
  it.nodeType === Node.ELEMENT_NODE &&
  [it, ...it.querySelectorAll("*")].some(
    (each) => each.matches("input:not([type=hidden]), textarea, select") && (each === document.activeElement || typed(each)),
  );

function alike(one, other) {
  if (one.nodeType !== other.nodeType || one.nodeName !== other.nodeName) return false;
  if (one.nodeType !== Node.ELEMENT_NODE) return true;
  const marks = one.id ? ["id"] : ["id", "action", "name", ...(MARKS[one.nodeName] ?? [])];
  return marks.every((each) => one.getAttribute(each) === other.getAttribute(each));
}

const parts = (it) => [...it.childNodes].filter((each) => each.nodeType === Node.ELEMENT_NODE || each.data?.trim());

function become(one, other) {
  if (one.isEqualNode(other)) return;
  if (one.nodeType !== Node.ELEMENT_NODE) {
    one.data = other.data;
    return;
  }
  if (one.id === "live") return;
  const waits = one.dataset.waiting;
  for (const { name, value } of [...other.attributes]) {
    if (!OWN.has(name) && one.getAttribute(name) !== value) one.setAttribute(name, value);
  }
  for (const { name } of [...one.attributes]) {
    if (!OWN.has(name) && !other.hasAttribute(name) && !(waits && name === "disabled")) one.removeAttribute(name);
  }
  if (one.nodeName === "SELECT" && (one === document.activeElement || typed(one))) return;
  if (one.nodeName === "TEXTAREA" && typed(one)) return;
  const old = parts(one);
  const wanted = parts(other);
  wanted.forEach((child, at) => {
    const known = old.some((each) => alike(each, child)); // what stands here already is not made anew
    const comes = (it) => !known && wanted.slice(at + 1).some((each) => alike(it, each));
    while (old.length && !alike(old[0], child) && !comes(old[0])) leave(old.shift());
    if (old.length && alike(old[0], child)) become(old.shift(), child);
    else one.insertBefore(document.importNode(child, true), old[0] ?? null).before(" ");
  });
  old.forEach(leave);
}

function leave(it) {
  if (held(it)) say("line", line.dataset.kept);
  else it.remove();
}

function show(text) {
  const main = new DOMParser().parseFromString(text, "text/html").querySelector("main");
  const state = main?.querySelector("#live");
  const stands = Number(state?.dataset.revision ?? shown);
  if (!main || stands < shown) return; // an answer that was overtaken
  shown = stands;
  told = Math.max(told, shown);
  const before = document.activeElement;
  become(document.getElementById("main"), main);
  if (!before?.isConnected) document.getElementById("main").focus({ preventScroll: true });
  if (state) say("news", state.querySelector("[data-part=news]").textContent);
  else stop(); // the meeting is over
}

// The stream. Its last event is asked for again by the browser itself.
async function ask() {
  askAgain = asking;
  if (asking || sending) return;
  asking = true;
  const answer = await fetch(location.pathname, { cache: "no-store" }).catch(() => null);
  const text = answer?.ok ? await answer.text().catch(() => null) : null;
  asking = false;
  if (text === null) {
    behind();
    return;
  }
  if (!sending) {
    show(text);
    fresh();
  }
  if (askAgain) ask();
}

function follow() {
  stream?.close();
  stream = new EventSource(`${line.dataset.stream}&since=${shown}`);
  stream.addEventListener("beat", () => (shown < told ? ask() : fresh()));
  stream.addEventListener("behind", behind);
  stream.addEventListener("revision", (event) => {
    told = JSON.parse(event.data).revision;
    if (shown < told) ask();
  });
  stream.addEventListener("view", (event) => {
    show(JSON.parse(event.data).shown);
    fresh();
  });
  stream.addEventListener("error", () => {
    pause ??= setTimeout(behind, PAUSE);
    if (stream.readyState === EventSource.CLOSED) setTimeout(follow, AGAIN);
  });
}

function stop() {
  stream.close();
  clearInterval(watch);
}

watch = setInterval(() => {
  if (Date.now() - heard < PATIENCE) return;
  behind();
  follow();
}, 10_000);
addEventListener("offline", behind);
addEventListener("online", follow);
follow();

// What is sent is sent again, with the same key, until there is an answer: the record keeps it
// once. What is sent meanwhile waits its turn.
document.addEventListener("submit", (event) => {
  const form = event.target;
  const address = new URL(form.action);
  if (form.method !== "post" || form.enctype !== "application/x-www-form-urlencoded") return;
  if (!form.closest("main") || !address.pathname.startsWith(location.pathname)) return;
  if (event.defaultPrevented) return;
  event.preventDefault();
  const wish = new URLSearchParams(new FormData(form, event.submitter));
  sending += 1;
  line.dataset.sending = "yes";
  queue = queue.then(() => send(form, address, wish));
});

addEventListener("beforeunload", (event) => {
  if (sending && line.classList.contains("late")) event.preventDefault();
});

async function send(form, address, wish) {
  const since = Date.now();
  let late = false;
  for (;;) {
    const answer = await fetch(address, { method: "POST", body: wish }).catch(() => null);
    const text = answer && ![502, 503, 504].includes(answer.status) ? await answer.text().catch(() => null) : null;
    if (text !== null) {
      sending -= 1;
      if (!sending) delete line.dataset.sending;
      delete form.dataset.sent;
      finish(form, answer, text, late);
      return;
    }
    late = true;
    line.classList.add("late");
    say("line", line.dataset.unsaved.replace("{time}", hour(since)));
    await new Promise((resolve) => setTimeout(resolve, AGAIN));
  }
}

function finish(form, answer, text, late) {
  for (const button of form.querySelectorAll("[data-waiting]")) {
    button.disabled = false;
    delete button.dataset.waiting;
  }
  if (answer.redirected && new URL(answer.url).pathname !== location.pathname) {
    location.assign(answer.url);
    return;
  }
  if (answer.ok) form.reset();
  document.activeElement?.blur();
  show(text);
  fresh();
  say("line", late && answer.ok ? line.dataset.saved : "");
  document.querySelector("main .error-summary")?.focus();
  if (shown < told) ask();
}
