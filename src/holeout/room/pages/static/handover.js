import { matrix } from "./qr.js";

// A suggestion without a room: as a favourites file, and as a QR code that holds the same text.

const SVG = "http://www.w3.org/2000/svg";

// What JSON escapes, TOML escapes alike; halves of a character that stand alone are neither.
const quoted = (text) => JSON.stringify(String(text).replace(/[\ud800-\udfff]/gu, "")).replaceAll("\x7f", "");

// A random name that tells people apart without saying who they are, kept where that is allowed.
export function actor() {
  const made = () => [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => (byte % 32).toString(32)).join("");
  try {
    const kept = localStorage.getItem("holeout-actor") ?? made();
    localStorage.setItem("holeout-actor", kept);
    return kept;
  } catch {
    return made();
  }
}

export function fileText(talk, who, favourites) {
  const lines = ['format = "holeout-favourites/1"'];
  if (talk) lines.push(`talk = ${quoted(talk)}`);
  lines.push(`actor = ${quoted(who)}`);
  for (const { tool, stage, why } of favourites) {
    lines.push("", "[[favourite]]", `tool = ${quoted(tool)}`);
    if (stage) lines.push(`stage = ${quoted(stage)}`);
    if (why) lines.push(`note = ${quoted(why)}`);
  }
  return lines.join("\n") + "\n";
}

export function fileLink(link, text) {
  URL.revokeObjectURL(link.href);
  link.href = URL.createObjectURL(new Blob([text], { type: "application/toml" }));
}

// The code as a picture, dark on light whatever the page around it.
export function picture(text, label) {
  const rows = matrix(text);
  const size = rows.length + 8;
  const svg = document.createElementNS(SVG, "svg");
  for (const [name, value] of Object.entries({ viewBox: `0 0 ${size} ${size}`, role: "img", "aria-label": label })) {
    svg.setAttribute(name, value);
  }
  const add = (name, attributes) => {
    const element = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    svg.append(element);
  };
  add("rect", { width: size, height: size, fill: "#fff" });
  const dark = rows.flatMap((row, y) => row.flatMap((on, x) => (on ? [`M${x + 4} ${y + 4}h1v1h-1z`] : [])));
  add("path", { d: dark.join(""), fill: "#000", "shape-rendering": "crispEdges" });
  return svg;
}
