// What the pages share. Text from elsewhere only ever becomes text: no markup is built from strings.

export const find = (id) => document.getElementById(id);

export function make(name, { text, ...attributes } = {}, ...children) {
  const element = document.createElement(name);
  if (text !== undefined) element.textContent = text;
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

export function say(words, trouble = false) {
  const status = find("status");
  status.textContent = words;
  status.classList.toggle("trouble", trouble);
}

export function show(fields) {
  for (const [name, words] of Object.entries(fields)) {
    for (const element of document.querySelectorAll(`[data-field="${name}"]`)) {
      if (element.textContent !== words) element.textContent = words;
    }
  }
}

export const text = (value) => (typeof value === "string" ? value : "");

export function place(state) {
  if (!Number.isInteger(state.slide) || state.slide < 1) return "The talk has not begun.";
  const title = text(state.slide_title);
  return `Slide ${state.slide} of ${state.slides}${title ? `: ${title}` : ""}`;
}

// The board after a change: a card is whole, or its number on the board before, or that and its voices.
export function changed(board, change) {
  const known = board.stages.flatMap((stage) => stage.cards);
  const card = (told) => {
    if (Array.isArray(told)) return { ...known[told[0]], voices: told[1] };
    return typeof told === "number" ? known[told] : told;
  };
  return { ...change, stages: change.stages.map((stage) => ({ ...stage, cards: stage.cards.map(card) })) };
}

// Follow the room. Where a stream is refused, for too many are open, ask now and then instead.
export function follow(url, handlers) {
  const source = new EventSource(url);
  let lost = false;
  let board = null;
  for (const [name, handle] of Object.entries(handlers)) {
    source.addEventListener(name, (event) => {
      const data = JSON.parse(event.data);
      if (name === "board") board = data;
      handle(data);
    });
  }
  source.addEventListener("change", (event) => {
    board = changed(board, JSON.parse(event.data));
    handlers.board(board);
  });
  source.addEventListener("open", () => {
    if (lost) say("Connected again.");
    lost = false;
  });
  source.addEventListener("error", () => {
    if (source.readyState === EventSource.CLOSED) {
      if (url.startsWith("/events")) ask(handlers);
      else say("The room has ended, or you have to sign in again.", true);
    } else if (!lost) {
      lost = true;
      say("The connection is lost. Trying again…", true);
    }
  });
}

function ask(handlers) {
  const names = Object.keys(handlers).filter((name) => name !== "command");
  const tags = {};
  const once = async () => {
    for (const name of names) {
      try {
        const headers = tags[name] ? { "if-none-match": tags[name] } : {};
        const answer = await fetch(`/${name}.json`, { headers });
        if (answer.status === 200) {
          tags[name] = answer.headers.get("etag");
          handlers[name](await answer.json());
        }
      } catch {
        // Away; the next time may find it.
      }
    }
    setTimeout(once, 5000 + Math.random() * 2000);
  };
  once();
}

// Send a form in the background. Resolves to [status, answer]; status 0 is no network.
export async function send(form) {
  try {
    const answer = await fetch(form.action, {
      method: "POST",
      headers: { accept: "application/json" },
      body: new URLSearchParams(new FormData(form)),
    });
    return [answer.status, await answer.json().catch(() => ({}))];
  } catch {
    return [0, {}];
  }
}

// The stages of a board as elements; `card` makes the element of one card.
export function drawBoard(board, level, card) {
  const parts = [];
  for (const stage of board.stages) {
    parts.push(make(level, { text: stage.name || "Other tools" }));
    parts.push(make("ul", { class: "cards" }, ...stage.cards.map((each) => card(each, stage))));
  }
  find("board").replaceChildren(...parts);
  find("no-cards").hidden = board.stages.length > 0;
}

export function tags(card) {
  const found = [];
  if (card.talking) found.push(" ", make("span", { class: "tag", text: "talked about now" }));
  if (card.pinned) found.push(" ", make("span", { class: "tag", text: "pinned" }));
  if (card.thanked) found.push(" ", make("span", { class: "tag", text: "thanks!" }));
  return found;
}

export const whys = (card) => card.whys.map((why) => make("p", { class: "why", text: why }));
