import { find, follow, make, place, say, send, show, text, whys } from "./room.js";

const AWAY = "The presenter is away.";
let clock = { counted: 0, running: false, at: 0, plan: {} };
let ahead = 0; // Seconds by which the room's clock is ahead of this phone's.

const number = (value) => (typeof value === "number" ? value : null);

function words(seconds) {
  const whole = Math.floor(Math.abs(seconds));
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (part) => String(part).padStart(2, "0");
  return (seconds < 0 ? "-" : "") + (hours ? `${hours}:${two(minutes)}` : minutes) + `:${two(rest)}`;
}

// The same rule as `presenting/pace.py`: behind when the slide's time is over, ahead when it began early.
function pace(elapsed, { begin, end }) {
  if (number(begin) === null || number(end) === null) return "";
  const behind = Math.max(elapsed - end, 0) || Math.min(elapsed - begin, 0);
  if (Math.abs(behind) < 15) return "on time";
  return `${words(Math.abs(behind))} ${behind > 0 ? "behind" : "ahead"}`;
}

function tick() {
  const since = clock.running ? Math.max(0, Date.now() / 1000 + ahead - clock.at) : 0;
  const elapsed = clock.counted + since;
  const total = number(clock.plan.total);
  show({
    elapsed: words(elapsed) + (clock.running ? "" : " paused"),
    remaining: total === null ? "" : `left ${words(total - elapsed)}`,
    pace_words: pace(elapsed, clock.plan),
  });
}

// A page of text as large as its longest line lets it be; the margin that all lines share is left out.
function draw(id, page) {
  const lines = text(page).split("\n");
  const inked = lines.filter((line) => line.trim());
  const margin = Math.min(...inked.map((line) => line.search(/\S/)), 80);
  const element = find(id);
  element.textContent = lines.map((line) => line.slice(margin)).join("\n").replace(/\n{3,}/g, "\n\n");
  element.style.setProperty("--columns", Math.max(24, ...inked.map((line) => line.length - margin)));
}

function drawNotes(value, step) {
  const notes = (Array.isArray(value) ? value : [{ text: value }])
    .map((note) => ({ step: Number.isInteger(note?.step) ? note.step : 0, text: text(note?.text) }))
    .filter((note) => note.text);
  const lit = Math.max(0, ...notes.map((note) => note.step).filter((at) => at <= step));
  const parts = notes.flatMap((note) => {
    const standing = note.step === lit ? "now" : note.step < lit ? "done" : "later";
    const mark = note.step ? [make("p", { class: `click ${standing}`, text: `click ${note.step}` })] : [];
    return [...mark, make("p", { class: `note ${standing}`, text: note.text })];
  });
  find("notes").replaceChildren(...parts);
}

function showState({ public: state, private: own, at }) {
  const before = text(own.front) ? `${own.front} is in front of` : "Now";
  show({
    place: place(state),
    step: state.steps > 1 ? `step ${state.step + 1} of ${state.steps}` : "",
    now_title: state.blank === true ? "The screen is blank; behind it" : before,
    next_title: text(own.next_title) || "the end",
  });
  draw("page", own.shown);
  draw("next-page", own.next_text);
  drawNotes(own.notes, Number(state.step) || 0);
  clock = { counted: number(own.elapsed) ?? 0, running: own.running === true, at: number(at) ?? 0, plan: own.plan ?? {} };
  tick();
}

function showPresence({ presenters }) {
  if (presenters === 0) say(`${AWAY} It is found again when it is back.`, true);
  else if (find("status").textContent.startsWith(AWAY)) say("");
}

function button(action, words, item) {
  return make(
    "form",
    { method: "post", action: "/presenter/board" },
    make("input", { type: "hidden", name: "action", value: action }),
    make("input", { type: "hidden", name: "id", value: item.id }),
    make("button", { type: "submit", class: "small", "aria-label": `${words}: ${item.name}`, text: words }),
  );
}

function showBoard(board) {
  show({ waiting: String(board.waiting) });
  const label = find("queue").contains(document.activeElement) && document.activeElement.getAttribute("aria-label");
  find("queue").replaceChildren(
    ...board.queue.map((item) =>
      make(
        "li",
        { class: "card" },
        make("p", { class: "tool", text: item.name }),
        ...whys({ whys: item.why ? [item.why] : [] }),
        make("div", { class: "actions" }, button("show", "Show", item), button("pin", "Pin", item), button("hide", "Hide", item)),
      ),
    ),
  );
  // Who moderates by keyboard stays where they were, or goes to the first of those that still wait.
  if (label) (find("queue").querySelector(`[aria-label="${CSS.escape(label)}"]`) ?? find("queue").querySelector("button"))?.focus();
}

document.addEventListener("submit", async (event) => {
  const path = new URL(event.target.action).pathname;
  if (path === "/presenter/session/end") return;
  event.preventDefault();
  const [status, answer] = await send(event.target);
  if (status >= 200 && status < 300) {
    say(answer.presenters === 0 ? `${AWAY} Nobody heard it.` : "", answer.presenters === 0);
    if (event.target.matches(".go")) event.target.reset();
  } else say(status ? answer.error : "No connection. Try again.", true);
  // What is pinned, thanked or paused stands elsewhere on this page.
  if (path === "/presenter/board" && !event.target.closest("#queue")) location.reload();
});

// On a laptop, or with a clicker that is paired with the phone.
const KEYS = { ArrowRight: "next", PageDown: "next", " ": "next", ArrowLeft: "previous", PageUp: "previous", b: "blank", ".": "blank" };
document.addEventListener("keydown", (event) => {
  const command = KEYS[event.key];
  // A key that the focused element needs for itself stays with it.
  const own = event.target.closest(event.key === " " ? "input, select, pre, button, summary, a" : "input, select, pre");
  if (!command || own || event.ctrlKey || event.altKey || event.metaKey) return;
  event.preventDefault();
  document.querySelector(`.drive input[value="${command}"]`).form.requestSubmit();
});

// A phone that is signed in already and scans the code again: the token leaves the history here as well.
if (location.hash) history.replaceState(null, "", "/remote");

setInterval(tick, 500);
follow("/presenter/events", {
  time: ({ now }) => {
    ahead = now - Date.now() / 1000;
  },
  state: showState,
  presence: showPresence,
  board: showBoard,
});
