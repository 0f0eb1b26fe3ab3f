import { actor, fileLink, fileText, picture } from "./handover.js";
import { drawBoard, find, follow, make, place, say, send, show, tags, text, whys } from "./room.js";

const board = find("board");
const code = board.dataset.code;
// By stage and tool: who suggested a card first may change, and a voice stays.
const mine = { spoken: new Set(), own: new Set() };
for (const card of document.querySelectorAll("[data-place]")) {
  if (card.dataset.spoken) mine.spoken.add(card.dataset.place);
  if (card.dataset.own) mine.own.add(card.dataset.place);
}

function showState({ public: state }) {
  show({
    place: place(state),
    stage_name: text(state.stage_name),
    text: text(state.text) || (state.blank ? "The screen is blank." : ""),
  });
  const links = objects(state.links).filter((link) => /^https?:\/\//.test(link.url));
  list("links", links, (link) => make("a", { href: link.url, rel: "noreferrer", text: text(link.title) || link.url }));
  list("pitfalls", objects(state.pitfalls), (pitfall) => text(pitfall.title));
}

const objects = (value) => (Array.isArray(value) ? value.filter((item) => item && typeof item === "object") : []);

function list(name, items, content) {
  find(name).hidden = items.length === 0;
  document.querySelector(`[data-list="${name}"]`).replaceChildren(...items.map((item) => make("li", {}, content(item))));
}

const devices = (card) => `${card.voices} ${card.voices === 1 ? "device" : "devices"}`;

function cardOf(card, stage) {
  const where = `${stage.id} ${card.tool}`;
  const own = mine.own.has(where);
  const form = make(
    "form",
    { method: "post", action: "" },
    make("input", { type: "hidden", name: "id", value: card.id }),
    make("span", { class: "count", text: devices(card) }),
  );
  form.append(own ? make("span", { class: "hint", text: "yours" }) : make("button", { type: "submit", class: "small" }));
  const name = make("p", { class: "tool", text: card.name }, ...tags(card));
  const kind = ["card", card.pinned && "pinned", card.talking && "talking"].filter(Boolean).join(" ");
  const item = make("li", { class: kind, "data-lead": card.id, "data-place": where }, name, ...whys(card), form);
  return refresh(item, card);
}

// What changes most, changed in place, so that nobody loses the focus or hears the whole list again.
function refresh(item, card) {
  const spoken = mine.spoken.has(item.dataset.place);
  item.querySelector(".count").textContent = devices(card);
  item.querySelector("form").action = `/j/${code}/voice${spoken ? "/end" : ""}`;
  const button = item.querySelector("button");
  if (button) {
    button.textContent = spoken ? "Take back" : "Me too";
    button.setAttribute("aria-label", spoken ? `Take back my voice for ${card.name}` : `Me too: ${card.name}`);
  }
  return item;
}

let shape = "";
let newest = null;

function showBoard(next) {
  newest = next;
  find("closed").hidden = next.asking;
  find("suggest").hidden = !next.asking;
  const wanted = JSON.stringify(next.stages, (key, value) => (key === "voices" ? undefined : value)) + [...mine.own];
  if (wanted === shape) {
    for (const card of next.stages.flatMap((stage) => stage.cards)) refresh(itemOf(card.id), card);
    return;
  }
  shape = wanted;
  const focused = board.contains(document.activeElement) && document.activeElement.closest("[data-lead]")?.dataset.lead;
  drawBoard(next, "h3", cardOf);
  if (focused) itemOf(focused)?.querySelector("button")?.focus();
}

const itemOf = (lead) => board.querySelector(`[data-lead="${CSS.escape(lead)}"]`);

board.addEventListener("submit", async (event) => {
  event.preventDefault();
  const where = event.target.closest("[data-place]").dataset.place;
  const [status, answer] = await send(event.target);
  if (status === 200) {
    const spoken = answer.done === "voiced";
    if (spoken) mine.spoken.add(where);
    else mine.spoken.delete(where);
    say(spoken ? "Your voice is counted." : "Your voice is taken back.");
    if (newest) showBoard(newest);
  } else say(status ? answer.error : "No connection. Try again in a moment.", true);
});

const form = find("suggest");
let waiting = 0;

// What a guest network keeps from the room can still be shown, or sent another way.
function offerToTakeAlong() {
  const field = (name) => (form.elements[name]?.value ?? "").trim();
  const tool = field("tool");
  if (!tool) return;
  const own = fileText(find("along").dataset.talk, actor(), [{ tool, stage: field("stage"), why: field("why") }]);
  find("along-code").replaceChildren(picture(own, `QR code of your suggestion ${tool}`));
  fileLink(find("along-file"), own);
  find("along").hidden = false;
}

async function submit() {
  const button = form.querySelector("button");
  button.disabled = true;
  const [status, answer] = await send(form);
  button.disabled = false;
  if (status === 0 || status === 503 || status === 429) {
    // The id in the form makes every further try the same suggestion.
    say("Not sent yet. Trying again…", true);
    waiting = setTimeout(submit, 3000);
    if (status === 0) offerToTakeAlong();
    return;
  }
  find("along").hidden = true;
  const faults = answer.faults ?? {};
  for (const name of ["tool", "stage", "why"]) {
    form.elements[name]?.toggleAttribute("aria-invalid", false);
    if (name in faults) form.elements[name]?.setAttribute("aria-invalid", "true");
  }
  if (status === 201) {
    mine.own.add(`${answer.stage} ${answer.tool}`);
    form.elements.id.value = answer.next;
    form.elements.tool.value = form.elements.why.value = "";
    say(answer.message);
    form.elements.tool.focus();
  } else {
    say(answer.error ?? "That did not work. Load the page again.", true);
    form.elements[Object.keys(faults)[0]]?.focus();
  }
}

// A change to an earlier suggestion goes the plain way: the page that follows lists it as it now is.
if (!new URLSearchParams(location.search).has("edit")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(waiting);
    submit();
  });
}
find("faults")?.focus();
follow("/events", { state: showState, board: showBoard });
