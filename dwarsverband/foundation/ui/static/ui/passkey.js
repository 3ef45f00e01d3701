/* Passkeys: the browser asks the device, and the form carries its answer. Nothing is asked of another site. */

const bytes = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (one) => one.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const known = (list = []) => list.map((one) => ({ ...one, id: bytes(one.id) }));

/* A new passkey on this device. */
async function create({ publicKey }) {
  const made = await navigator.credentials.create({
    publicKey: {
      ...publicKey,
      challenge: bytes(publicKey.challenge),
      user: { ...publicKey.user, id: bytes(publicKey.user.id) },
      excludeCredentials: known(publicKey.excludeCredentials),
    },
  });
  return written(made, ["clientDataJSON", "attestationObject"]);
}

/* One that the device has. */
async function get({ publicKey }) {
  const found = await navigator.credentials.get({
    publicKey: {
      ...publicKey,
      challenge: bytes(publicKey.challenge),
      allowCredentials: known(publicKey.allowCredentials),
    },
  });
  return written(found, ["clientDataJSON", "authenticatorData", "signature", "userHandle"]);
}

function written(credential, parts) {
  const response = {};
  for (const part of parts) if (credential.response[part]) response[part] = text(credential.response[part]);
  return JSON.stringify({
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response,
  });
}

async function options(box) {
  if (box.dataset.options) return JSON.parse(box.dataset.options);
  const answer = await fetch(box.dataset.from, { headers: { Accept: "application/json" } });
  return (await answer.json()).request_options;
}

for (const box of document.querySelectorAll("[data-passkey]")) {
  const [field, button, said] = ["input", "button", "[role=status]"].map((part) => box.querySelector(part));
  const ask = box.dataset.passkey === "create" ? create : get;
  if (!window.PublicKeyCredential) {
    said.textContent = box.dataset.absent;
    continue;
  }
  button.hidden = false;
  button.addEventListener("click", async () => {
    said.textContent = "";
    try {
      field.value = await ask(await options(box));
    } catch {
      said.textContent = box.dataset.failed;
      return;
    }
    if (box.dataset.from) button.form.action = box.dataset.from;
    button.form.requestSubmit();
  });
}
