// Keys reach the talk without a click: its terminal takes the focus as soon as the talk has begun to draw.
new MutationObserver((_, observer) => {
  const terminal = document.querySelector("body.-first-byte .xterm-helper-textarea");
  if (terminal) {
    observer.disconnect();
    terminal.focus();
  }
}).observe(document, { attributes: true, childList: true, subtree: true });
