/* The map of a network: read from the API, moved with mouse, fingers and keys. What is in sight stands
   in the address. The table with the map says the same; who is focused there gets the ring here. */

import { Paper, between, outlines } from "./map_paper.js";

const NOBODY = "00000000-0000-0000-0000-000000000000";
const WAYS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };
const REACH = 14, STILL = 5, SETTLE_MS = 140;

for (const root of document.querySelectorAll(".dv-network-map.is-live")) {
  const canvas = root.querySelector("canvas");
  const seen = new ResizeObserver(() => {
    if (!canvas.clientWidth) return; // a phone: nothing is read for what is not shown
    seen.disconnect();
    open(root, canvas).catch((error) => {
      root.classList.remove("is-live");
      root.querySelector(".dv-network-map-failed").hidden = false;
      console.error(error);
    });
  });
  seen.observe(canvas);
}

async function open(root, canvas) {
  const [picture, shapes] = await Promise.all([
    read(root.dataset.source).then((answer) => answer.json()),
    read(root.dataset.shapes).then((answer) => answer.text()).then(outlines),
    document.fonts.load('600 13px "Atkinson Hyperlegible Next"').catch(() => null),
  ]);
  new NetworkMap(root, new Paper(canvas, picture, shapes)).begin();
}

async function read(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address} answers ${answer.status}`);
  return answer;
}

class NetworkMap {
  constructor(root, paper) {
    Object.assign(this, { root, paper, canvas: paper.canvas, held: new Map(), over: -1 });
    this.number = new Map(paper.people.map((person, at) => [person.id, at]));
    this.current = this.number.get(root.dataset.chosen) ?? -1;
  }

  begin() {
    this.paper.view = this.viewOfAddress() ?? this.viewOfSurroundings();
    this.paper.takeColours();
    this.draw();
    this.listen();
  }

  draw() {
    this.ring();
    this.paper.draw();
    this.root.dataset.drawn = this.paper.people.length;
  }

  ring() { this.paper.ringed = [...new Set([this.current, this.over])].filter((at) => at >= 0); }

  listen() {
    const on = (what, names, act) => names.split(" ").forEach((name) => what.addEventListener(name, act));
    on(this.canvas, "keydown", (event) => this.press(event));
    on(this.canvas, "wheel", (event) => this.roll(event));
    on(this.canvas, "pointerdown", (event) => this.hold(event));
    on(this.canvas, "pointermove", (event) => this.drag(event));
    on(this.canvas, "pointerup pointercancel", (event) => this.release(event));
    on(this.canvas, "pointerleave", () => this.pointAt(-1));
    on(document, "focusin pointerover", ({ target }) => this.chooseRow(target.closest?.("[data-map-person]")));
    for (const tool of this.root.querySelectorAll("[data-zoom]")) on(tool, "click", () => this.zoom(Number(tool.dataset.zoom)));
    for (const wish of ["(prefers-color-scheme: dark)", "(forced-colors: active)"]) {
      on(matchMedia(wish), "change", () => { this.paper.takeColours(); this.draw(); });
    }
    new ResizeObserver(() => this.canvas.clientWidth === this.paper.wide || this.draw()).observe(this.canvas);
  }

  /* ---- What is in sight ---- */

  viewOfAddress() {
    const [x, y, zoom] = /^#map=([\d.]+),([\d.]+),([\d.]+)$/.exec(location.hash)?.slice(1).map(Number) ?? [];
    return zoom >= 1 ? { x, y, zoom } : null;
  }

  /* Somebody's surroundings fill the paper when they stand close together; else everything is shown. */
  viewOfSurroundings() {
    const { people, width, height, whole } = this.paper;
    if (this.current < 0) return whole;
    const [[left, right], [top, bottom]] = ["x", "y"].map((way) => {
      const all = people.map((person) => person[way]);
      return [Math.min(...all), Math.max(...all)];
    });
    const zoom = between(1, Math.min(width / (right - left + 220), height / (bottom - top + 130)), 4);
    return zoom > 1.4 ? { x: (left + right) / 2, y: (top + bottom) / 2, zoom } : whole;
  }

  look(change) {
    this.paper.look(change);
    this.paper.show();
    clearTimeout(this.settling);
    this.settling = setTimeout(() => this.settle(), SETTLE_MS);
  }

  /* Nobody moves any more: the picture gets sharp, and the address says what is in sight. */
  settle() {
    if (this.held.size) return;
    const { x, y, zoom } = this.paper.view;
    const hash = zoom === 1 ? "" : `#map=${x.toFixed(1)},${y.toFixed(1)},${zoom.toFixed(2)}`;
    history.replaceState(history.state, "", location.pathname + location.search + hash);
    this.draw();
  }

  /* So many times as large; what lies at (left, top) on the paper stays there. 0 is the whole. */
  zoom(times, [left, top] = [this.paper.wide / 2, this.paper.high / 2]) {
    const { view, scale, wide, high, whole } = this.paper, zoom = between(1, view.zoom * times, 40);
    const off = (1 - view.zoom / zoom) / scale;
    this.look(times ? { x: view.x + (left - wide / 2) * off, y: view.y + (top - high / 2) * off, zoom } : whole);
  }

  /* ---- Who is looked at ---- */

  chooseRow(row) {
    const at = this.number.get(row?.dataset.mapPerson) ?? -1;
    if (at >= 0 && at !== this.current) this.choose(at);
  }

  choose(at) {
    this.current = at;
    this.root.dataset.chosen = this.paper.people[at]?.id ?? "";
    this.ring();
    if (at >= 0 && !this.paper.isInSight(this.paper.place(this.paper.people[at]))) this.look(this.paper.people[at]);
    this.paper.show();
  }

  /* Who is chosen on the map itself is told below it, with the ways to go on. */
  tell(at) {
    this.choose(at);
    const line = this.root.querySelector(".dv-network-map-person"), person = this.paper.people[at];
    line.hidden = !person;
    if (!person) return;
    line.querySelector("b").textContent = person.name;
    line.querySelector("span").textContent = [person.organisation, this.paper.circle[person.domain].name].filter(Boolean).join(", ");
    line.querySelector('[data-to="person"]').href = this.addressOf(person);
    line.querySelector('[data-to="around"]').href = `?persoon=${person.id}`;
  }

  addressOf(person) { return this.root.dataset.person.replace(NOBODY, person.id); }

  pointAt(at) {
    if (at === this.over) return;
    this.over = at;
    this.canvas.classList.toggle("is-over", at >= 0);
    this.ring();
    this.paper.show();
  }

  /* ---- Keys ---- */

  press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const person = this.paper.people[this.current];
    const act = WAYS[event.key] ? () => this.step(WAYS[event.key], event.shiftKey) : {
      "+": () => this.zoom(2), "=": () => this.zoom(2), "-": () => this.zoom(0.5), 0: () => this.zoom(0),
      Escape: () => this.tell(-1), Enter: () => person && location.assign(this.addressOf(person)),
    }[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  }

  /* To whoever is nearest in that direction: anybody, or only whom this person knows. */
  step([right, down], isToContact) {
    const { people, ties, bridges } = this.paper, from = people[this.current];
    if (!from) return this.tell(Math.max(0, people.findIndex((person) => person.isNamed)));
    const far = (at) => {
      const x = people[at].x - from.x, y = people[at].y - from.y, ahead = x * right + y * down;
      return ahead > 0 ? ahead + 2 * (Math.abs(x * down) + Math.abs(y * right)) : Infinity;
    };
    const contacts = [...ties, ...bridges].filter((tie) => tie.includes(this.current)).flat();
    const next = (isToContact ? contacts : [...people.keys()]).reduce((best, at) => (far(at) < far(best) ? at : best), this.current);
    if (next !== this.current) this.tell(next);
  }

  /* ---- Mouse and fingers ---- */

  roll(event) {
    if (!event.ctrlKey && !event.metaKey) return; // otherwise the page moves
    event.preventDefault();
    this.zoom(Math.exp(-event.deltaY / 200), [event.offsetX, event.offsetY]);
  }

  hold(event) {
    this.canvas.setPointerCapture(event.pointerId);
    this.held.set(event.pointerId, [event.offsetX, event.offsetY]);
    this.path = this.held.size > 1 ? Infinity : 0;
  }

  drag(event) {
    const now = [event.offsetX, event.offsetY], before = this.held.get(event.pointerId);
    if (!before) return this.pointAt(this.paper.nearest(now, REACH));
    const far = (one, other) => Math.hypot(one[0] - other[0], one[1] - other[1]);
    const second = [...this.held].find(([pointer]) => pointer !== event.pointerId)?.[1];
    this.held.set(event.pointerId, now);
    this.path += far(now, before);
    if (second) return this.zoom(far(now, second) / Math.max(1, far(before, second)), second);
    if (this.path < STILL) return;
    this.canvas.classList.add("is-held");
    const { view, scale } = this.paper;
    this.look({ x: view.x - (now[0] - before[0]) / scale, y: view.y - (now[1] - before[1]) / scale });
  }

  release(event) {
    if (!this.held.delete(event.pointerId)) return;
    this.canvas.classList.remove("is-held");
    if (event.type === "pointerup" && this.path < STILL) this.tell(this.paper.nearest([event.offsetX, event.offsetY], REACH));
    else this.look({});
  }
}
