import { actor, fileLink, fileText, picture } from "./handover.js";

const find = (id) => document.getElementById(id);
const form = find("suggest");
const talk = form.dataset.talk;
const who = actor();
const KEPT = `holeout-suggestions-${talk}`;
let own = [];
try {
  own = JSON.parse(localStorage.getItem(KEPT) ?? "[]");
} catch {
  // Nothing is kept in a private window, and nothing was.
}

function make(name, { text, ...attributes } = {}, ...children) {
  const element = document.createElement(name);
  if (text !== undefined) element.textContent = text;
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

function keep() {
  try {
    localStorage.setItem(KEPT, JSON.stringify(own));
  } catch {
    // Then they last as long as the page is open.
  }
}

function show() {
  find("own").replaceChildren(
    ...own.map((item, number) => {
      const out = make("button", { type: "button", class: "small", text: "Remove", "aria-label": `Remove ${item.tool}` });
      out.addEventListener("click", () => {
        own.splice(number, 1);
        keep();
        show();
        find("status").textContent = `${item.tool} is removed.`;
        form.elements.tool.focus();
      });
      const code = picture(fileText(talk, who, [item]), `QR code of your suggestion ${item.tool}`);
      const why = item.why ? [make("p", { class: "why", text: item.why })] : [];
      return make("li", { class: "card" }, make("p", { class: "tool", text: item.tool }), ...why, code, out);
    }),
  );
  find("nothing").hidden = own.length > 0;
  find("take").hidden = own.length === 0;
  const text = fileText(talk, who, own);
  fileLink(find("file"), text);
  find("mail").href = `mailto:?subject=${encodeURIComponent("Favourite tools")}&body=${encodeURIComponent(text)}`;
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const field = (name) => (form.elements[name]?.value ?? "").trim();
  const tool = field("tool");
  form.elements.tool.toggleAttribute("aria-invalid", false);
  if (!tool) {
    form.elements.tool.setAttribute("aria-invalid", "true");
    find("status").textContent = "Enter the name of a tool, or a link to it.";
    form.elements.tool.focus();
    return;
  }
  own = [...own.filter((item) => item.tool !== tool), { tool, stage: field("stage"), why: field("why") }];
  keep();
  show();
  form.elements.tool.value = form.elements.why.value = "";
  find("status").textContent = `${tool} is below, as a code and in the file. Show the code to the speaker, or send the file.`;
});
find("scripts").hidden = false;
show();
