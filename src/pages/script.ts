/**
 * The one script of the status page. Everything works without it; it adds copying, filtering, and keeping the page current:
 * it asks for the page again (every 3 s while somebody must sign in, every 30 s otherwise, never in a hidden tab) and puts
 * the new main part in place of the old when it differs.
 */
export const SCRIPT = `
"use strict";
const main = document.querySelector("main");
const say = (text) => { document.getElementById("live").textContent = text; };
const filter = () => {
  const box = document.getElementById("find");
  if (!box) return;
  const wanted = box.value.trim().toLowerCase();
  let shown = 0;
  for (const item of document.querySelectorAll(".items li")) {
    item.hidden = wanted !== "" && !item.textContent.toLowerCase().includes(wanted);
    if (!item.hidden) shown++;
  }
  if (wanted !== "") {
    for (const list of document.querySelectorAll("details.has-items")) list.open = !!list.querySelector("li:not([hidden])");
    say(shown + (shown === 1 ? " item found" : " items found"));
  }
};
document.addEventListener("input", (event) => { if (event.target.id === "find") filter(); });
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
    say("Copied");
    const before = button.textContent;
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = before; }, 1500);
  } catch {
    say("Copying is not allowed here; select the text instead");
  }
});
let last = main.dataset.version;
const refresh = async () => {
  if (document.visibilityState === "hidden") return;
  const response = await fetch(location.pathname, { headers: { accept: "text/html", "x-refresh": "1" }, redirect: "manual" });
  if (response.type === "opaqueredirect" || response.status === 401) { location.reload(); return; }
  if (!response.ok) return;
  const fresh = new DOMParser().parseFromString(await response.text(), "text/html").querySelector("main");
  if (!fresh || fresh.dataset.version === last) return;
  const open = new Set([...document.querySelectorAll("details[open]")].map((one) => one.id));
  const wanted = document.getElementById("find")?.value ?? "";
  const focused = document.activeElement?.id;
  last = main.dataset.version = fresh.dataset.version;
  main.dataset.pending = fresh.dataset.pending;
  main.replaceChildren(...fresh.childNodes);
  for (const one of document.querySelectorAll("details")) if (open.has(one.id)) one.open = true;
  const box = document.getElementById("find");
  if (box && wanted !== "") { box.value = wanted; filter(); }
  if (focused) document.getElementById(focused)?.focus();
  say("The page was updated");
};
const tick = () => {
  setTimeout(() => { refresh().catch(() => {}).finally(tick); }, main.dataset.pending === "true" ? 3000 : 30000);
};
tick();
document.addEventListener("visibilitychange", () => { refresh().catch(() => {}); });
`.trim();

/** On the page after a sign-in: a window the status page opened closes itself. */
export const CLOSE_SCRIPT = `if (window.opener) setTimeout(() => window.close(), 1500);`;
