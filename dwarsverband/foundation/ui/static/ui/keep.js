/* What is ticked is kept at once, as the button does; the page stays as it is. */

const WAIT = 500;

for (const form of document.querySelectorAll("form[data-keep]")) {
  const said = document.createElement("p");
  said.setAttribute("role", "status");
  said.className = "dv-meta dv-keep";
  form.append(said);
  let timer, last = Promise.resolve();
  const keep = async () => {
    const sent = new FormData(form);
    sent.set(form.dataset.key, crypto.randomUUID?.() ?? String(Math.random()).slice(2)); // each time a new wish
    try {
      const answer = await fetch(form.action, { method: "POST", body: sent, redirect: "manual" });
      // A redirect is a yes; a page is the form again, with what is still to be said.
      said.textContent = answer.type === "opaqueredirect" ? form.dataset.keep : form.dataset.failed;
    } catch {
      said.textContent = form.dataset.failed;
    }
  };
  form.addEventListener("change", (event) => {
    if (!["checkbox", "radio", "select-one"].includes(event.target.type)) return;
    said.textContent = "";
    clearTimeout(timer);
    timer = setTimeout(() => (last = last.then(keep)), WAIT);
  });
  form.addEventListener("submit", () => clearTimeout(timer));
}
