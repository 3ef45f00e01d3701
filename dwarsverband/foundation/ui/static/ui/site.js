/* Small help for pages that work without it. */

/* A form is sent once: the second press does nothing while the first is on its way. */
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("form[data-once]")) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  event.submitter?.setAttribute("aria-busy", "true");
});

/* Back to a page from the browser's memory: its forms may be sent again. */
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  for (const button of document.querySelectorAll("[aria-busy]")) button.removeAttribute("aria-busy");
});

/* What is shown once is copied with one press; where that is not allowed, it is selected. */
for (const box of document.querySelectorAll("[data-copy]")) {
  const [text, button, said] = [".dv-copy-text", "button", "[role=status]"].map((part) => box.querySelector(part));
  button.hidden = false;
  button.addEventListener("click", async () => {
    getSelection().selectAllChildren(text);
    said.textContent = "";
    try {
      await navigator.clipboard.writeText(text.textContent);
      said.textContent = box.dataset.done;
    } catch {
      said.textContent = box.dataset.failed;
    }
  });
}

/* A page goes on paper with one press. */
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}

/* What went wrong is read first. */
document.querySelector("[data-focus]")?.focus();

/* A table that can be moved sideways can be reached with the keyboard. */
const watch = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    const moves = target.scrollWidth > target.clientWidth;
    if (moves) target.tabIndex = 0;
    else target.removeAttribute("tabindex");
  }
});
for (const region of document.querySelectorAll(".dv-table-wrap, .dv-picture")) watch.observe(region);

/* A slash leads to the search field, unless somebody is writing. */
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  const fields = [...document.querySelectorAll('main input[type="search"], input[type="search"]')];
  const field = fields.find((one) => one.checkVisibility());
  if (!field) return;
  event.preventDefault();
  field.focus();
  field.select();
});

/* Passkeys, where a page asks for one. */
if (document.querySelector("[data-passkey]")) import("./passkey.js");

/* A list that keeps its ticks. */
if (document.querySelector("[data-keep]")) import("./keep.js");

/* htmx comes along where a page asks for it; what was typed before it was there, counts too. */
if (document.querySelector("[data-hx-get]")) {
  await import("./vendor/htmx.js");
  setTimeout(() => {
    for (const field of document.querySelectorAll('[data-hx-get] input[type="search"]')) {
      if (field.value !== field.defaultValue) field.dispatchEvent(new Event("input", { bubbles: true }));
    }
  });
}
