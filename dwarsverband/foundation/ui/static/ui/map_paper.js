/* The paper on which a network is drawn: one canvas, and a bitmap of what was drawn last, so that
   moving is quick and drawing comes after. It knows nothing of keys, mice and addresses. */

const CLOSEST = 40, MOST_CURVES = 4000, PORTION = 250, TINY = 6, MOST_NAMES = 200, MOST_MARKS = 500;
const ROUNDS = 3, RINGS = 4, FURTHER = 14, FAR_COST = 30, EDGE = 4, RING = 10;
const WEIGHTS = { name: "600 13px", domain: "680 14px", count: "420 14px" };
export const between = (low, value, high) => Math.min(high, Math.max(low, value));

/* The shapes of domains as they stand in shapes.svg. */
export function outlines(text) {
  const found = {};
  for (const symbol of new DOMParser().parseFromString(text, "image/svg+xml").querySelectorAll("symbol")) {
    const form = symbol.firstElementChild, number = (name) => Number(form.getAttribute(name));
    const path = new Path2D(form.getAttribute("d") ?? "");
    if (form.localName === "circle") path.arc(number("cx"), number("cy"), number("r"), 0, 2 * Math.PI);
    if (form.localName === "rect") path.rect(number("x"), number("y"), number("width"), number("height"));
    found[symbol.id.slice(2)] = path;
  }
  return found;
}

export class Paper {
  constructor(canvas, picture, shapes) {
    Object.assign(this, picture, { canvas, shapes, sheet: document.createElement("canvas"), ringed: [] });
    this.circle = Object.fromEntries(this.domains.map((domain) => [domain.code, domain]));
    this.view = this.whole;
  }

  get whole() { return { x: this.width / 2, y: this.height / 2, zoom: 1 }; }

  /* Look somewhere else: the bitmap moves at once; who calls draws it sharp later. */
  look({ x = this.view.x, y = this.view.y, zoom = this.view.zoom }) {
    zoom = between(1, zoom, CLOSEST);
    const [across, down] = [this.width / zoom / 2, this.height / zoom / 2];
    this.view = { x: between(across, x, this.width - across), y: between(down, y, this.height - down), zoom };
    this.aim();
  }

  aim() {
    this.scale = Math.min(this.wide / this.width, this.high / this.height) * this.view.zoom;
    this.left = this.wide / 2 - this.view.x * this.scale;
    this.top = this.high / 2 - this.view.y * this.scale;
  }

  place({ x, y }) { return [x * this.scale + this.left, y * this.scale + this.top]; }

  isInSight([x, y]) { return x > -20 && y > -20 && x < this.wide + 20 && y < this.high + 20; }

  /* How large a mark is follows from the room there is, never from who somebody is. */
  get markSize() {
    const rooms = this.domains.map((domain) => (1.45 * domain.radius) / Math.sqrt(domain.people || 1));
    return between(3.5, Math.min(13, ...rooms) * this.scale, 20);
  }

  /* Colours come from the stylesheet; whoever forces colours gets their own. */
  takeColours() {
    const style = getComputedStyle(this.canvas), token = (name) => style.getPropertyValue(`--dv-${name}`).trim();
    const isForced = matchMedia("(forced-colors: active)").matches;
    this.font = token("font");
    this.colour = isForced
      ? { ink: "CanvasText", soft: "CanvasText", surface: "Canvas", line: "GrayText", thread: "Canvas" }
      : { ink: token("ink"), soft: token("ink-soft"), surface: token("surface"), line: token("line-strong"), thread: token("thread") };
    for (const domain of this.domains) {
      const isPlain = domain.shape === "plain";
      domain.colour = isForced ? "CanvasText" : token(isPlain ? "ink-soft" : domain.shape);
      domain.ground = isForced ? "Canvas" : token(isPlain ? "surface-sunk" : `${domain.shape}-soft`);
    }
  }

  draw() {
    const { clientWidth: wide, clientHeight: high } = this.canvas;
    if (!wide) return;
    Object.assign(this, { wide, high, ratio: Math.min(2, devicePixelRatio || 1), drawn: this.view, named: [] });
    this.aim();
    this.size = this.markSize;
    for (const canvas of [this.canvas, this.sheet]) {
      canvas.width = Math.round(wide * this.ratio);
      canvas.height = Math.round(high * this.ratio);
    }
    const on = this.sheet.getContext("2d");
    on.scale(this.ratio, this.ratio);
    this.drawCircles(on);
    this.drawTies(on);
    this.drawPeople(on);
    this.drawNames(on);
    this.show();
  }

  /* The bitmap where it belongs now, and a ring around whoever is looked at, with what it would cover. */
  show() {
    const on = this.canvas.getContext("2d"), times = this.view.zoom / this.drawn.zoom;
    const [x, y] = this.place(this.drawn), [wide, high] = [this.wide * times, this.high * times];
    on.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    on.clearRect(0, 0, this.wide, this.high);
    on.drawImage(this.sheet, x - wide / 2, y - high / 2, wide, high);
    for (const at of this.ringed) this.drawRing(on, at);
  }

  drawCircles(on) {
    for (const domain of this.domains) {
      on.beginPath();
      on.arc(...this.place(domain), domain.radius * this.scale + 6, 0, 2 * Math.PI);
      on.fillStyle = domain.ground;
      on.fill();
      on.setLineDash(domain.people ? [] : [4, 4]); // nobody there: absence is drawn
      on.strokeStyle = this.colour.line;
      if (!domain.people || domain.ground === "Canvas") on.stroke();
    }
    on.setLineDash([]);
  }

  /* Where marks touch, the ties within a circle lie under them and are left out. */
  drawTies(on) {
    const isInside = ([one, other]) => this.people[one].domain === this.people[other].domain;
    const ties = this.size < TINY ? this.ties.filter((tie) => !isInside(tie)) : this.ties;
    on.globalAlpha = between(0.14, 8 / Math.sqrt(ties.length), 0.5);
    this.stroke(on, ties, 1, this.colour.line);
    on.globalAlpha = 1;
    this.drawBridges(on, this.bridges);
  }

  drawBridges(on, ties) {
    this.stroke(on, ties, 5.5, this.colour.ink);
    this.stroke(on, ties, 3, this.colour.thread);
  }

  /* Ties across bend a little towards the middle; in portions, because one long path is slow. */
  stroke(on, ties, lineWidth, strokeStyle) {
    Object.assign(on, { lineWidth, strokeStyle, lineCap: "round" });
    const [midX, midY] = this.place(this.whole), isStraight = ties.length > MOST_CURVES;
    for (let first = 0; first < ties.length; first += PORTION) {
      on.beginPath();
      for (const [one, other] of ties.slice(first, first + PORTION)) {
        const [from, to] = [this.people[one], this.people[other]], [x, y] = this.place(from), [toX, toY] = this.place(to);
        on.moveTo(x, y);
        if (isStraight || from.domain === to.domain) on.lineTo(toX, toY);
        else on.quadraticCurveTo(0.39 * (x + toX) + 0.22 * midX, 0.39 * (y + toY) + 0.22 * midY, toX, toY);
      }
      on.stroke();
    }
  }

  drawPeople(on) {
    for (const domain of this.domains) domain.mark = this.mark(domain);
    for (const isChosen of [false, true]) {
      const people = this.people.filter((person) => person.isChosen === isChosen);
      on.globalAlpha = isChosen ? 1 : 0.4; // those who were not asked for only stand by
      if (this.size < TINY) this.drawDots(on, people);
      else for (const person of people) this.drawPerson(on, person);
    }
    on.globalAlpha = 1;
  }

  /* From afar a shape is no more than a dot: as many as there are, in one stroke a domain. */
  drawDots(on, people) {
    const dots = Object.fromEntries(this.domains.map((domain) => [domain.code, new Path2D()]));
    for (const person of people) {
      const [x, y] = this.place(person), dot = dots[person.domain];
      dot.moveTo(x + this.size / 2, y);
      dot.arc(x, y, this.size / 2, 0, 2 * Math.PI);
    }
    for (const domain of this.domains) {
      Object.assign(on, { lineWidth: 1, strokeStyle: this.colour.surface }).stroke(dots[domain.code]);
      Object.assign(on, { fillStyle: domain.colour }).fill(dots[domain.code]);
    }
  }

  drawPerson(on, person) {
    const spot = this.place(person), box = this.size + 4;
    if (this.isInSight(spot)) on.drawImage(this.circle[person.domain].mark, spot[0] - box / 2, spot[1] - box / 2, box, box);
  }

  mark({ shape, colour }) {
    const mark = document.createElement("canvas"), on = mark.getContext("2d"), unit = this.size / 24;
    mark.width = mark.height = Math.ceil((this.size + 4) * this.ratio * 2);
    on.scale(unit * this.ratio * 2, unit * this.ratio * 2);
    on.translate(2 / unit, 2 / unit);
    const path = this.shapes[shape] ?? this.shapes.plain, isPlain = shape === "plain";
    Object.assign(on, { lineJoin: "round", lineWidth: (this.size > 8 ? 2.5 : 1) / unit, strokeStyle: this.colour.surface }).stroke(path);
    Object.assign(on, { fillStyle: isPlain ? this.colour.surface : colour }).fill(path);
    if (isPlain) Object.assign(on, { lineWidth: 4, strokeStyle: colour }).stroke(path);
    return mark;
  }

  /* Domains, whoever must be named, and from near by everybody for whom there is room. */
  drawNames(on) {
    const near = this.people.filter((person) => this.isInSight(this.place(person))), ringed = this.ringed.map((at) => this.people[at]);
    this.marked = (near.length > MOST_MARKS ? ringed : near).map((person) => {
      const [x, y] = this.place(person), half = this.size / 2 + (ringed.includes(person) ? RING : 0);
      return [x - half, y - half, x + half, y + half];
    });
    for (const domain of this.domains) this.nameDomain(on, domain);
    this.nameTogether(on, near.filter((person) => person.isNamed));
    if (this.view.zoom < 2 || near.length > MOST_NAMES) return;
    for (const person of near) if (!person.isNamed) this.namePerson(on, person, { mayBeLeftOut: true });
  }

  nameDomain(on, domain) {
    const [x, y] = this.place(domain), far = domain.radius * this.scale + 6;
    const beside = domain.y < this.height / 2 - 1 ? y - far - 9 : y + far + 18;
    const line = this.view.zoom === 1 ? between(16, beside, this.high - 8) : beside; // on a narrow paper
    const count = domain.people ? ` ${domain.people}` : "";
    const words = this.wideness(on, "domain", domain.name), wide = words + this.wideness(on, "count", count);
    this.write(on, "count", count, x - wide / 2 + words, line, this.colour.soft);
    this.write(on, "domain", domain.name, x - wide / 2, line, this.colour.ink);
    this.named.push([x - wide / 2, line - 12, x + wide / 2, line + 4]);
  }

  /* Whoever must be named looks for room in turn, and once more when all the others have theirs. */
  nameTogether(on, people) {
    const own = new Map(), fixed = this.named;
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const person of people) {
        const others = [...own].filter(([other]) => other !== person).map(([, box]) => box);
        own.set(person, this.leastCovering(this.boxesOf(on, person, RINGS), [...fixed, ...others]));
      }
    }
    this.named.push(...own.values());
    this.writeNames(on, [...own.values()]);
  }

  namePerson(on, person, { mayBeLeftOut = false, named = this.named } = {}) {
    const box = this.leastCovering(this.boxesOf(on, person, 1), named);
    if (mayBeLeftOut && box.cost > 0) return;
    named.push(box);
    this.writeNames(on, [box]);
  }

  /* Where a name may stand: beside its mark, away from the middle first, then above, below and aslant;
     and perhaps further off, with a line between. It never runs off the paper. */
  boxesOf(on, person, rings) {
    const near = this.size / 2 + (this.ringed.some((at) => this.people[at] === person) ? 14 : 5);
    const [x, y] = this.place(person), wide = this.wideness(on, "name", person.name), boxes = [];
    for (let ring = 0; ring < rings; ring += 1) {
      const far = near + ring * FURTHER, aslant = 0.7 * far;
      const sides = person.x < this.width / 2 ? [-1, 1] : [1, -1], from = (side, off) => (side > 0 ? x + off : x - off - wide);
      const spots = [...sides.map((side) => [from(side, far), y + 4.5]), [x - wide / 2, y - far - 1], [x - wide / 2, y + far + 10]];
      for (const side of sides) spots.push([from(side, aslant), y - aslant], [from(side, aslant), y + aslant + 9]);
      for (const [start, line] of spots) {
        const left = between(EDGE, start, this.wide - wide - EDGE);
        boxes.push(Object.assign([left, line - 11, left + wide, line + 3], { of: person, ring }));
      }
    }
    return boxes;
  }

  leastCovering(boxes, named) {
    for (const box of boxes) box.cost = this.covered(box, named) + this.covered(box, this.marked) + FAR_COST * box.ring;
    return boxes.reduce((best, box) => (box.cost < best.cost ? box : best));
  }

  /* Lines first, so that none of them runs over a name. */
  writeNames(on, boxes) {
    for (const box of boxes) if (box.ring) this.leadTo(on, box);
    for (const box of boxes) this.write(on, "name", box.of.name, box[0], box[3] - 3, this.colour.ink);
  }

  leadTo(on, box) {
    const [left, top, right, bottom] = box, [x, y] = this.place(box.of);
    Object.assign(on, { lineWidth: 1, strokeStyle: this.colour.ink });
    on.beginPath();
    on.moveTo(x, y);
    on.lineTo(between(left, x, right), between(top, y, bottom));
    on.stroke();
  }

  /* How much of other boxes a box covers; what is beyond the paper counts too. */
  covered([left, top, right, bottom], boxes) {
    const overlap = (low, high, from, to) => Math.max(0, Math.min(high, to) - Math.max(low, from));
    const beyond = Math.max(0, -left) + Math.max(0, right - this.wide) + Math.max(0, -top) + Math.max(0, bottom - this.high);
    return boxes.reduce((sum, [l, t, r, b]) => sum + overlap(left, right, l, r) * overlap(top, bottom, t, b), 14 * beyond);
  }

  wideness(on, kind, text) {
    on.font = `${WEIGHTS[kind]} ${this.font}`;
    return on.measureText(text).width;
  }

  write(on, kind, text, x, y, fillStyle) {
    Object.assign(on, { font: `${WEIGHTS[kind]} ${this.font}`, lineJoin: "round", lineWidth: 4, strokeStyle: this.colour.surface, fillStyle });
    on.strokeText(text, x, y);
    on.fillText(text, x, y);
  }

  drawRing(on, at) {
    const person = this.people[at], isOwn = (tie) => tie.includes(at);
    const [ties, bridges] = [this.ties.filter(isOwn), this.bridges.filter(isOwn)];
    this.stroke(on, ties, 1.5, this.colour.ink);
    this.drawBridges(on, bridges);
    for (const [lineWidth, strokeStyle, fillStyle] of [[8, this.colour.thread, this.colour.surface], [3, this.colour.ink, "transparent"]]) {
      on.beginPath();
      on.arc(...this.place(person), this.size / 2 + 6, 0, 2 * Math.PI);
      Object.assign(on, { lineWidth, strokeStyle, fillStyle }).stroke();
      on.fill();
    }
    if (this.size >= TINY) for (const [one, other] of [...ties, ...bridges]) this.drawPerson(on, this.people[one === at ? other : one]);
    this.drawPerson(on, person);
    if (this.view === this.drawn) this.writeNames(on, this.named.filter((box) => box.of));
    if (!this.named.some((box) => box.of === person)) this.namePerson(on, person, { named: [] });
  }

  nearest([x, y], reach) {
    let [best, least] = [-1, Math.max(reach, this.size)];
    this.people.forEach((person, at) => {
      const [left, top] = this.place(person), far = Math.hypot(left - x, top - y);
      if (far < least) [best, least] = [at, far];
    });
    return best;
  }
}
