import { find, say, send } from "./room.js";

const form = find("signin");

async function signIn() {
  const [status, answer] = await send(form);
  if (status === 200) location.replace("/remote");
  else say(status ? answer.error : "No connection. Try again.", true);
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  signIn();
});

// The QR code put the token after the #, which is never sent; now it leaves the history as well.
const token = location.hash.slice(1);
if (token) {
  history.replaceState(null, "", "/remote");
  form.elements.token.value = decodeURIComponent(token);
  signIn();
}
