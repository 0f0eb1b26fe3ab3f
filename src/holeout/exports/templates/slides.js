"use strict";
// The page is whole without this: it shows one slide at a time, reveals its steps and listens to keys.
(() => {
  const root = document.documentElement;
  const find = (selector, from = document) => [...from.querySelectorAll(selector)];
  const slides = find(".slide");
  const [bar, where, status, help] = [".bar", ".where", "[role=status]", ".help"].map((one) => find(one)[0]);
  const stepsOf = (slide) => Number(slide.dataset.steps);
  let current = 0;
  let step = 0;

  const is = (mode) => root.classList.contains(mode);
  const clamp = (number, most) => Math.max(0, Math.min(number, most));

  // Makes the text of a slide smaller until it fits.
  function fit(slide) {
    const [page] = find(".page", slide);
    for (let scale = 1; scale > 0.35; scale -= 0.05) {
      page.style.setProperty("--scale", scale.toFixed(2));
      if (page.scrollHeight <= page.clientHeight + 1) return;
    }
  }

  function reveal(slide, upTo) {
    for (const one of find("[data-step]", slide)) one.classList.toggle("ahead", Number(one.dataset.step) > upTo);
    for (const line of find("[data-lit]", slide)) {
      line.classList.toggle("unlit", !line.dataset.lit.split(" ").includes(String(upTo)));
    }
  }

  function revealAll() {
    for (const slide of slides) reveal(slide, stepsOf(slide) - 1);
  }

  function show(number, atStep) {
    current = clamp(number, slides.length - 1);
    const slide = slides[current];
    step = clamp(atStep, stepsOf(slide) - 1);
    for (const one of slides) one.classList.toggle("current", one === slide);
    where.textContent = `${current + 1} / ${slides.length}`;
    if (is("presenting")) {
      reveal(slide, step);
      fit(slide);
    } else if (is("overview")) {
      slide.scrollIntoView({ block: "nearest" });
    }
    const address = `#${current + 1}${step ? `.${step}` : ""}`;
    if (location.hash !== address) history.replaceState(null, "", address);
  }

  function tell() {
    const heading = find("h2", slides[current])[0];
    status.textContent = `${current + 1} of ${slides.length}: ${heading ? heading.textContent : ""}`;
  }

  function mode(name) {
    for (const one of ["presenting", "overview"]) root.classList.toggle(one, one === name);
    root.classList.remove("blank");
    if (name !== "presenting") revealAll();
    for (const notes of find(".notes")) notes.open = name === "presenting";
    const button = find("[data-do=page]")[0];
    button.textContent = name === "page" ? "Present" : "As a page";
    show(current, step);
    if (name === "page") slides[current].scrollIntoView();
  }

  function move(by) {
    if (is("overview")) show(current + by, 0);
    else if (step + by >= 0 && step + by < stepsOf(slides[current])) show(current, step + by);
    else if (by > 0 && current + 1 < slides.length) show(current + 1, 0);
    else if (by < 0 && current > 0) show(current - 1, Infinity);
    tell();
  }

  function jump(number) {
    show(number, 0);
    tell();
  }

  const actions = {
    next: () => move(1),
    previous: () => move(-1),
    first: () => jump(0),
    last: () => jump(slides.length - 1),
    overview: () => mode(is("overview") ? "presenting" : "overview"),
    page: () => mode(is("presenting") || is("overview") ? "page" : "presenting"),
    notes: () => {
      const on = root.classList.toggle("noted");
      find("[data-do=notes]")[0].setAttribute("aria-pressed", on);
      if (is("presenting")) fit(slides[current]);
    },
    blank: () => root.classList.toggle("blank"),
    full: () => (document.fullscreenElement ? document.exitFullscreen() : root.requestFullscreen()),
    choose: () => mode("presenting"),
    help: () => help.showModal(),
  };
  const keys = {
    ArrowRight: "next", ArrowDown: "next", PageDown: "next", " ": "next", l: "next", j: "next",
    ArrowLeft: "previous", ArrowUp: "previous", PageUp: "previous", Backspace: "previous", h: "previous", k: "previous",
    Home: "first", End: "last", Escape: "overview", o: "overview", n: "notes", b: "blank", ".": "blank",
    f: "full", p: "page", "?": "help",
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || help.open) return;
    const pressing = event.target.closest("button, summary, a") && [" ", "Enter"].includes(event.key);
    const reading = !is("presenting") && !is("overview") && event.key !== "p" && event.key !== "?";
    if (pressing || reading) return;
    let action = keys[event.key];
    if (event.key === " " && event.shiftKey) action = "previous";
    if (event.key === "Enter" && is("overview")) action = "choose";
    if (!action) return;
    event.preventDefault();
    actions[action]();
  });
  bar.addEventListener("click", (event) => {
    const button = event.target.closest("[data-do]");
    if (button) actions[button.dataset.do]();
  });
  document.addEventListener("click", (event) => {
    const slide = event.target.closest(".slide");
    if (is("overview") && slide) {
      show(slides.indexOf(slide), 0);
      mode("presenting");
      tell();
    }
  });

  let touched = null;
  document.addEventListener("touchstart", (event) => {
    touched = event.touches.length === 1 ? event.touches[0].screenX : null;
  }, { passive: true });
  document.addEventListener("touchend", (event) => {
    if (touched === null || !is("presenting")) return;
    const way = event.changedTouches[0].screenX - touched;
    if (Math.abs(way) > 60) move(way < 0 ? 1 : -1);
  });

  function follow() {
    const [number, atStep] = location.hash.slice(1).split(".").map(Number);
    if (number >= 1) show(number - 1, atStep || 0);
  }
  addEventListener("hashchange", follow);
  addEventListener("resize", () => is("presenting") && fit(slides[current]));
  // Paper has the shape of a screen here, so what fits one fits the other.
  addEventListener("beforeprint", () => {
    const before = root.className;
    root.className = "presenting";
    for (const slide of slides) {
      const shown = slide.classList.contains("current");
      slide.classList.add("current");
      reveal(slide, stepsOf(slide) - 1);
      fit(slide);
      slide.classList.toggle("current", shown);
    }
    root.className = before;
  });
  addEventListener("afterprint", () => show(current, step));

  bar.hidden = false;
  follow();
  // On a phone held upright, slides are easier to read as a page.
  mode(matchMedia("(max-width: 40rem)").matches ? "page" : "presenting");
})();
