// Draws the cells that are in view.

const MARGIN = 10, PROMPT_WIDTH = 170, READABLE = 44;

class Drawing {
  constructor(view, run, layout, replay) {
    this.view = view;
    this.canvas = view.querySelector("canvas");
    this.extent = view.querySelector("#extent");
    this.run = run;
    this.layout = layout;
    this.replay = replay;
    this.cellWidth = 64;
    this.selected = -1;
    this.current = new Set();
    this.readColours();
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
      this.readColours();
      this.draw();
    });
  }

  readColours() {
    const style = getComputedStyle(document.documentElement);
    const colour = name => style.getPropertyValue("--" + name).trim();
    this.fills = ["", "known", "answer", "alive", "drafted", "accepted", "rejected", "dropped"].map(name => name && colour(name));
    this.colours = {ink: colour("ink"), quiet: colour("quiet"), on: colour("on"), edge: colour("edge"), mark: colour("mark")};
  }

  get rowHeight() {
    return this.cellWidth >= READABLE ? 28 : Math.max(5, Math.min(16, this.cellWidth + 3));
  }

  get gap() {
    return this.cellWidth >= READABLE ? 8 : this.cellWidth >= 8 ? 2 : 1;
  }

  left(column) {
    return column === 0 ? MARGIN : MARGIN + this.firstWidth + (column - 1) * this.cellWidth;
  }

  get firstWidth() {
    return this.cellWidth >= READABLE ? Math.max(this.cellWidth, PROMPT_WIDTH) : this.cellWidth;
  }

  top(lane) {
    return MARGIN + lane * this.rowHeight;
  }

  column(x) {
    return x < MARGIN + this.firstWidth ? 0 : 1 + Math.floor((x - MARGIN - this.firstWidth) / this.cellWidth);
  }

  /** Makes all of it fit, as far as that can be seen. */
  fit() {
    const width = this.view.clientWidth - 2 * MARGIN;
    const {columns, lanes} = this.layout;
    let best = Math.min(96, (width - PROMPT_WIDTH) / Math.max(1, columns - 1));
    if (best < READABLE) best = width / columns;
    while (best > 3 && best < READABLE && this.heightAt(best) > this.view.clientHeight && lanes.length > 1) best -= 1;
    this.resize(Math.max(3, Math.floor(best)));
  }

  heightAt(cellWidth) {
    return 2 * MARGIN + this.layout.lanes.length * Math.max(5, Math.min(16, cellWidth + 3));
  }

  resize(cellWidth) {
    this.cellWidth = Math.max(3, Math.min(160, cellWidth));
    this.extent.style.width = this.left(this.layout.columns) + MARGIN + "px";
    this.extent.style.height = this.top(this.layout.lanes.length) + MARGIN + "px";
    this.draw();
  }

  cellAt(x, y) {
    const {cells, lanes} = this.layout;
    const lane = lanes[Math.floor((y + this.view.scrollTop - MARGIN) / this.rowHeight)];
    if (!lane) return -1;
    const column = this.column(x + this.view.scrollLeft);
    const cell = lane[firstFrom(lane, cells, column)];
    return cell !== undefined && cells[cell].column === column && this.replay.state(cells[cell].last) !== UNBORN ? cell : -1;
  }

  /** Scrolls as little as is needed to have a context in view. */
  show(context) {
    const cell = this.layout.cells[this.layout.cellOf[context]];
    const view = this.view;
    const x = this.left(cell.column), y = this.top(cell.lane);
    if (x < view.scrollLeft || x + 2 * this.cellWidth > view.scrollLeft + view.clientWidth) view.scrollLeft = x - view.clientWidth / 2;
    if (y < view.scrollTop || y + this.rowHeight > view.scrollTop + view.clientHeight) view.scrollTop = y - view.clientHeight / 2;
  }

  draw() {
    const {view, canvas} = this;
    const width = view.clientWidth, height = view.clientHeight, ratio = devicePixelRatio || 1;
    if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
      canvas.width = Math.round(width * ratio);
      canvas.height = Math.round(height * ratio);
      canvas.style.width = width + "px";
      canvas.style.height = height + "px";
    }
    const pen = canvas.getContext("2d");
    pen.setTransform(ratio, 0, 0, ratio, -view.scrollLeft * ratio, -view.scrollTop * ratio);
    pen.clearRect(view.scrollLeft, view.scrollTop, width, height);
    pen.font = "12px ui-monospace, Menlo, Consolas, monospace";
    pen.textBaseline = "middle";
    this.letter ??= pen.measureText("m").width;
    const {cells, lanes} = this.layout;
    const fromColumn = this.column(view.scrollLeft), toColumn = this.column(view.scrollLeft + width);
    const fromLane = Math.max(0, Math.floor((view.scrollTop - MARGIN) / this.rowHeight));
    const toLane = Math.min(lanes.length - 1, Math.floor((view.scrollTop + height - MARGIN) / this.rowHeight));
    this.drawForks(pen, fromColumn, toColumn, fromLane, toLane);
    this.drawn = 0;
    for (let lane = fromLane; lane <= toLane; lane++) {
      const list = lanes[lane];
      for (let i = firstFrom(list, cells, fromColumn); i < list.length && cells[list[i]].column <= toColumn; i++) {
        this.drawCell(pen, list[i], cells[list[i]]);
      }
    }
  }

  drawForks(pen, fromColumn, toColumn, fromLane, toLane) {
    const {cells, forks} = this.layout;
    const half = this.rowHeight / 2;
    pen.strokeStyle = this.colours.edge;
    pen.lineWidth = 1;
    pen.beginPath();
    for (let i = firstFrom(forks, cells, fromColumn); i < forks.length && cells[forks[i]].column <= toColumn + 1; i++) {
      const cell = cells[forks[i]], up = cells[cell.up];
      if (cell.lane < fromLane || up.lane > toLane || this.replay.state(cell.last) === UNBORN) continue;
      const x = this.left(cell.column), turn = x - this.gap / 2;
      pen.moveTo(turn, this.top(up.lane) + half);
      pen.lineTo(turn, this.top(cell.lane) + half);
      pen.lineTo(x, this.top(cell.lane) + half);
    }
    pen.stroke();
  }

  drawCell(pen, index, cell) {
    const state = this.replay.state(cell.last);
    if (state === UNBORN) return;
    this.drawn++;
    const x = this.left(cell.column), y = this.top(cell.lane);
    const gap = this.gap;
    const width = (cell.column === 0 ? this.firstWidth : this.cellWidth) - gap, height = this.rowHeight - (gap > 2 ? 6 : 2);
    if (cell.up >= 0 && this.layout.cells[cell.up].main === index) {
      pen.fillStyle = this.colours.edge;
      pen.fillRect(x - gap, y + height / 2, gap, 1);
    }
    pen.fillStyle = this.fills[state];
    pen.beginPath();
    if (gap > 2) pen.roundRect(x, y, width, height, 4); else pen.rect(x, y, width, height);
    pen.fill();
    const now = this.current.has(cell.last), chosen = index === this.selected;
    if (now || chosen || state === DROPPED || state === REJECTED) {
      pen.strokeStyle = now ? this.colours.mark : chosen ? this.colours.ink : this.colours.edge;
      pen.lineWidth = now || chosen ? 2 : 0.5;
      pen.stroke();
    }
    if (this.cellWidth >= READABLE) {
      const letters = Math.floor((width - 8) / this.letter);
      pen.fillStyle = state === ANSWER ? this.colours.on : state === DROPPED || state === REJECTED ? this.colours.quiet : this.colours.ink;
      pen.fillText(this.label(cell, letters), x + 4, y + height / 2 + 1);
    }
  }

  label(cell, letters) {
    if (cell.first !== cell.last) {
      const text = textOf(this.run, this.layout, cell.first, cell.last);
      return text.length <= letters ? text : "…" + text.slice(1 - letters);
    }
    const token = this.run.contexts[cell.last].token;
    const text = token ? visible(token.text) : "(empty)";
    const short = text.length <= letters ? text : text.trimStart();
    return short.length <= letters ? short : short.slice(0, Math.max(1, letters - 1)) + "…";
  }
}

/** A token's text on one line. */
function visible(text) {
  const shown = text.replace(/\n/g, "↵").replace(/\t/g, "⇥");
  return shown.trim() === "" ? shown.replace(/ /g, "␣") : shown;
}

/** The text of the tokens from one context to another below it, both included; of a long one the end. */
function textOf(run, layout, first, last, most = 400) {
  const tokens = [];
  let length = 0;
  for (let at = last; at >= 0 && length < most; at = layout.parents[at]) {
    const token = run.contexts[at].token;
    if (token) {
      tokens.push(visible(token.text));
      length += token.text.length;
    }
    if (at === first) break;
  }
  return tokens.reverse().join("");
}
