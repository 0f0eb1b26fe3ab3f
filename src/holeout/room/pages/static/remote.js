import { find, follow, make, place, say, send, show, text, whys } from "./room.js";

let clock = { elapsed: 0, running: false, since: performance.now() };

const words = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;

function notes(value) {
  return Array.isArray(value) ? value.map((note) => text(note?.text)).join("\n\n") : text(value);
}

function tick() {
  const more = clock.running ? (performance.now() - clock.since) / 1000 : 0;
  show({ elapsed: words(clock.elapsed + more) });
}

function showState({ public: state, private: own }) {
  show({ place: place(state), notes: notes(own.notes), next_title: text(own.next_title), pace_words: text(own.pace_words) });
  clock = { elapsed: Number(own.elapsed) || 0, running: own.running === true, since: performance.now() };
  tick();
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
    say(answer.presenters === 0 ? "No projector is connected." : "", answer.presenters === 0);
  } else say(status ? answer.error : "No connection. Try again.", true);
  // What is pinned, thanked or paused stands elsewhere on this page.
  if (path === "/presenter/board" && !event.target.closest("#queue")) location.reload();
});

setInterval(tick, 500);
follow("/presenter/events", { state: showState, board: showBoard });
