// Where contexts stand. A cell is a context, or a chain of contexts in which nothing happens, such as a prompt. Cells that
// continue one another stand in a lane, from left to right; the run's answer is the first lane.

/** The contexts that an event is about. */
function contextsOf(event, parents) {
  switch (event.event) {
    case "passed": return event.answers.map(answer => answer.context);
    case "held": return event.variables.flatMap(variable => variable.contexts);
    case "drafted": return [event.from, ...event.nodes.map(node => node.context)];
    case "judged": return [event.from, ...event.accepted, ...event.rejected];
    case "wrote": return pathBetween(event.at, event.to, parents);
    default: return [event.at];
  }
}

/** The contexts from `above` to `below`, both included. */
function pathBetween(above, below, parents) {
  const path = [];
  for (let at = below; at >= 0; at = parents[at]) {
    path.push(at);
    if (at === above) break;
  }
  return path.reverse();
}

function layOut(run) {
  const count = run.contexts.length;
  const parents = Int32Array.from(run.contexts, context => context.parent ?? -1);
  const born = new Int32Array(count).fill(run.events.length);
  const mentioned = new Uint8Array(count);
  const answer = new Uint8Array(count);
  run.events.forEach((event, step) => {
    for (const context of contextsOf(event, parents)) {
      mentioned[context] = 1;
      for (let at = context; at >= 0 && born[at] > step; at = parents[at]) born[at] = step;
    }
    if (event.event === "wrote" && event.answer) for (const at of pathBetween(event.at, event.to, parents)) answer[at] = 1;
  });

  // Contexts come behind those that they go on from.
  const following = new Int32Array(count);
  for (let i = 0; i < count; i++) if (parents[i] >= 0) following[parents[i]]++;
  const cellOf = new Int32Array(count);
  const cells = [];
  for (let i = 0; i < count; i++) {
    const parent = parents[i];
    if (parent >= 0 && !mentioned[parent] && following[parent] === 1) {
      cellOf[i] = cellOf[parent];
      cells[cellOf[i]].last = i;
    } else {
      cellOf[i] = cells.length;
      cells.push({first: i, last: i, up: parent < 0 ? -1 : cellOf[parent], column: 0, lane: 0, height: 1, main: -1, others: []});
    }
  }
  for (const cell of cells) cell.column = cell.up < 0 ? 0 : cells[cell.up].column + 1;
  for (let i = cells.length - 1; i >= 0; i--) {
    const up = cells[cells[i].up];
    if (!up) continue;
    up.height = Math.max(up.height, cells[i].height + 1);
    if (up.main < 0) {
      up.main = i;
    } else if (before(cells[i], cells[up.main])) {
      up.others.push(up.main);
      up.main = i;
    } else {
      up.others.push(i);
    }
  }

  /** Whether a cell goes on in its parent's lane rather than `other`: the answer, the longer, the earlier one. */
  function before(cell, other) {
    const mine = answer[cell.first], its = answer[other.first];
    return mine !== its ? mine > its : cell.height >= other.height;
  }

  const lanes = [];
  const taken = [];
  const waiting = [];
  const start = run.events.length ? cellOf[run.events[0].at] : -1;
  const roots = cells.flatMap((cell, index) => cell.up < 0 ? [index] : []);
  let home = start;
  while (home >= 0 && cells[home].up >= 0) home = cells[home].up;
  for (const root of roots.filter(index => index !== home).reverse()) waiting.push([root, 0]);
  if (home >= 0) waiting.push([home, 0]);
  while (waiting.length) {
    const [head, least] = waiting.pop();
    const path = [];
    for (let at = head; at >= 0; at = cells[at].main) path.push(at);
    const left = cells[head].column, right = left + path.length; // with a free place behind it
    let lane = least;
    while (taken[lane] && taken[lane].some(([from, to]) => left <= to && right >= from)) lane++;
    (taken[lane] ??= []).push([left, right]);
    lanes[lane] ??= [];
    for (const at of path) {
      cells[at].lane = lane;
      lanes[lane].push(at);
    }
    // Those on the right are placed first and stay near; others go below them.
    for (const at of path) for (const other of cells[at].others) waiting.push([other, lane + 1]);
  }
  for (let lane = 0; lane < lanes.length; lane++) (lanes[lane] ??= []).sort((a, b) => cells[a].column - cells[b].column);
  const forks = cells.flatMap((cell, index) => cell.up >= 0 && cells[cell.up].main !== index ? [index] : [])
    .sort((a, b) => cells[a].column - cells[b].column);
  const columns = cells.reduce((most, cell) => Math.max(most, cell.column + 1), 0);
  return {parents, born, cells, cellOf, lanes, forks, columns};
}

/** The first index of a sorted list whose cell is at `column` or behind it. */
function firstFrom(list, cells, column) {
  let low = 0, high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (cells[list[middle]].column < column) low = middle + 1; else high = middle;
  }
  return low;
}
