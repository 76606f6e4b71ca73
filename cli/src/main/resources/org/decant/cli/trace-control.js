// Goes from step to step.

const run = JSON.parse(document.getElementById("data").textContent);
const layout = layOut(run);
const replay = new Replay(run, layout);
const view = document.getElementById("view");
const drawing = new Drawing(view, run, layout, replay);
const panels = new Panels(run, layout, replay);
const slider = document.getElementById("slider");
const passes = run.events.flatMap((event, step) => event.event === "passed" ? [step] : []);
const lastStep = run.events.length - 1;
let pinned = -1;
let playing = 0;

document.getElementById("finish").textContent = `seed ${run.seed} · ${run.finish}`;
document.getElementById("prompt").textContent = run.events.length ? textOf(run, layout, -1, run.events[0].at, 200) : "";
slider.max = lastStep;

function goTo(step) {
  step = Math.max(0, Math.min(lastStep, step));
  replay.goTo(step);
  const event = run.events[step];
  drawing.current = new Set(contextsOf(event, layout.parents));
  if (event.event === "wrote") drawing.current.delete(event.at);
  if (pinned >= 0 && replay.state(pinned) === UNBORN) pinned = -1;
  const context = pinned >= 0 ? pinned : focus(event);
  drawing.selected = layout.cellOf[context];
  slider.value = step;
  document.getElementById("number").textContent = `step ${step + 1} of ${lastStep + 1}`;
  document.getElementById("what").textContent = described(run, layout, event);
  if (pinned < 0) drawing.show(context);
  panels.show(context, pinned >= 0);
  drawing.draw();
  drawStrip();
  history.replaceState(null, "", "#" + (step + 1));
}

/** Passes, drafts, verifications and writing in four rows of marks. */
function drawStrip() {
  const strip = document.getElementById("strip");
  const ratio = devicePixelRatio || 1, width = strip.clientWidth, height = strip.clientHeight;
  strip.width = width * ratio;
  strip.height = height * ratio;
  const pen = strip.getContext("2d");
  pen.scale(ratio, ratio);
  const rows = {passed: [0, drawing.colours.quiet], drafted: [1, drawing.fills[DRAFTED]], judged: [2, drawing.fills[ACCEPTED]], wrote: [3, drawing.fills[ANSWER]]};
  const inner = width - 16, part = inner / Math.max(1, lastStep);
  run.events.forEach(({event}, step) => {
    if (!rows[event]) return;
    pen.fillStyle = rows[event][1];
    pen.fillRect(8 + step * part - Math.min(6, Math.max(1, part - 1)) / 2, rows[event][0] * 3.5, Math.min(6, Math.max(1, part - 1)), 3);
  });
  pen.fillStyle = drawing.colours.mark;
  pen.fillRect(8 + replay.step * part - 1, 0, 2, height);
}

function pass(direction) {
  const next = direction > 0 ? passes.find(step => step > replay.step) ?? lastStep : passes.findLast(step => step < replay.step) ?? 0;
  goTo(next);
}

function play() {
  if (playing) {
    clearInterval(playing);
    playing = 0;
    return;
  }
  if (replay.step === lastStep) goTo(0);
  playing = setInterval(() => {
    goTo(replay.step + 1);
    if (replay.step === lastStep) play();
  }, Math.max(40, Math.min(400, 30000 / (lastStep + 1))));
}

function zoom(factor) {
  const middle = (view.scrollLeft + view.clientWidth / 2) / drawing.cellWidth;
  drawing.resize(Math.round(drawing.cellWidth * factor + (factor > 1 ? 1 : 0)));
  view.scrollLeft = middle * drawing.cellWidth - view.clientWidth / 2;
  drawing.draw();
}

const actions = {
  first: () => goTo(0), last: () => goTo(lastStep), back: () => goTo(replay.step - 1), forward: () => goTo(replay.step + 1),
  passBack: () => pass(-1), passForward: () => pass(1), play, smaller: () => zoom(0.75), larger: () => zoom(1.33), fit: () => drawing.fit(),
};
const keys = {
  Home: "first", End: "last", ArrowLeft: "back", ArrowRight: "forward", ArrowUp: "passBack", ArrowDown: "passForward", PageUp: "passBack",
  PageDown: "passForward", " ": "play", "-": "smaller", "+": "larger", "=": "larger", "0": "fit",
};
if (lastStep >= 0) {
  for (const [name, action] of Object.entries(actions)) document.getElementById(name).addEventListener("click", action);
  addEventListener("keydown", event => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === "Escape") {
      pinned = -1;
      goTo(replay.step);
    } else if (keys[event.key] && !(event.key === " " && event.target.tagName === "BUTTON")) {
      event.preventDefault();
      actions[keys[event.key]]();
    }
  });
  slider.addEventListener("input", () => goTo(Number(slider.value)));
  document.getElementById("strip").addEventListener("click", event =>
    goTo(Math.round((event.offsetX - 8) / Math.max(1, event.target.clientWidth - 16) * lastStep)));
  let frame = 0;
  view.addEventListener("scroll", () => {
    frame ||= requestAnimationFrame(() => {
      frame = 0;
      drawing.draw();
    });
  });
  view.addEventListener("click", event => {
    const box = view.getBoundingClientRect();
    const cell = drawing.cellAt(event.clientX - box.left, event.clientY - box.top);
    pinned = cell < 0 ? -1 : layout.cells[cell].last;
    goTo(replay.step);
  });
  new ResizeObserver(() => {
    drawing.draw();
    drawStrip();
  }).observe(view);
  addEventListener("hashchange", () => goTo(Number(location.hash.slice(1)) - 1));
  drawing.fit();
  if (drawing.cellWidth < READABLE) drawing.resize(64); // what can be read comes first
  goTo((Number(location.hash.slice(1)) || 1) - 1);
}
