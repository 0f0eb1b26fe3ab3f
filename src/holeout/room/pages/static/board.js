import { drawBoard, follow, make, tags, whys } from "./room.js";

let known = null;

follow("/events?of=board", {
  board(next) {
    const seen = known ?? new Set(next.stages.flatMap((stage) => stage.cards.map((card) => card.id)));
    known = new Set(seen);
    drawBoard(next, "h2", (card) => {
      known.add(card.id);
      const kind = ["card", card.pinned && "pinned", card.talking && "talking", !seen.has(card.id) && "new"].filter(Boolean).join(" ");
      const name = make("p", { class: "tool", text: `${card.name} ` }, make("span", { class: "count", text: card.voices }), ...tags(card));
      return make("li", { class: kind }, name, ...whys(card));
    });
  },
});
