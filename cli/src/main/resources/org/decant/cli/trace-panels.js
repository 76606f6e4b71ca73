// What stands beside the drawing.

const STATES = ["", "known before", "written", "alive", "drafted", "accepted", "rejected", "given up"];
const FILLS = ["", "known", "answer", "alive", "drafted", "accepted", "rejected", "dropped"];
const MOST_ROWS = 40;

function element(name, text, className) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  if (className) made.className = className;
  return made;
}

function plural(count, one, many = one + "s") {
  return count + " " + (count === 1 ? one : many);
}

/** An event in one line. */
function described(run, layout, event) {
  const quoted = (first, last) => "“" + textOf(run, layout, first, last, 80) + "”";
  const after = (from, to) => pathBetween(from, to, layout.parents)[1] ?? to;
  switch (event.event) {
    case "began": return event.strategy + " begins";
    case "passed": return `pass of ${event.model}: ${plural(event.contexts, "context")}`;
    case "held": return "a round begins: " + event.variables.map(variable => variable.name + " holds "
      + plural(variable.contexts.length, "context")).join(", ");
    case "branched": return plural(event.count, "branch", "branches") + " begin";
    case "drafted": return "drafted " + plural(event.nodes.length, "token") + (event.nodes.length === 0 ? "" :
      ": " + quoted(after(event.from, event.nodes.at(-1).context), event.nodes.at(-1).context));
    case "judged": return `accepted ${event.accepted.length} of ${plural(event.size, "drafted token")}`
      + (event.bonus ? `, then “${visible(event.bonus.text)}”` : "");
    case "wrote": return (event.answer ? "wrote " : "a branch wrote ") + quoted(after(event.at, event.to), event.to);
  }
}

/** The context that an event is most about. */
function focus(event) {
  switch (event.event) {
    case "passed": return event.answers.at(-1).context;
    case "held": return event.variables[0].contexts[0];
    case "drafted": return event.nodes.length ? event.nodes[0].context : event.from;
    case "judged": return event.accepted.at(-1) ?? event.from;
    case "wrote": return event.to;
    default: return event.at;
  }
}

class Panels {
  constructor(run, layout, replay) {
    this.run = run;
    this.layout = layout;
    this.replay = replay;
    const legend = document.getElementById("legend");
    for (let state = KNOWN; state <= DROPPED; state++) {
      const entry = element("span");
      const colour = element("i");
      colour.style.background = `var(--${FILLS[state]})`;
      colour.style.border = "1px solid var(--edge)";
      entry.append(colour, STATES[state]);
      legend.append(entry);
    }
    const now = element("span");
    const frame = element("i");
    frame.style.border = "2px solid var(--mark)";
    now.append(frame, "this step's");
    legend.append(now);
  }

  show(context, pinned) {
    this.showCost();
    const replay = this.replay;
    const facts = [STATES[replay.state(context)], plural(this.depth(context), "token")];
    const holders = replay.holders(context);
    if (holders.length) facts.push("in " + holders.join(", "));
    if (pinned) facts.push("kept in view");
    document.getElementById("state").textContent = facts.join(" · ");
    const text = document.getElementById("text");
    const parent = this.layout.parents[context];
    text.replaceChildren(parent < 0 ? "" : textOf(this.run, this.layout, -1, parent), element("b", textOf(this.run, this.layout, context, context)));
    text.scrollTop = text.scrollHeight;
    const answers = [];
    for (const [model, answer] of replay.latest.get(context) ?? []) answers.push(...this.distribution("then, by " + model, answer));
    if (answers.length === 0) answers.push(element("p", "No model has been asked yet what follows.", "quiet"));
    document.getElementById("answers").replaceChildren(...answers);
    this.showHeld();
    this.showFillings();
  }

  depth(context) {
    let depth = -1; // the first is the empty context
    for (let at = context; at >= 0; at = this.layout.parents[at]) depth++;
    return depth;
  }

  distribution(title, answer) {
    if (answer.entropy === null) return [element("h2", title), element("p", "Every token is excluded.", "quiet")];
    const rows = [element("h2", `${title} (entropy ${answer.entropy.toFixed(2)} nats)`)];
    const largest = answer.likeliest[0].probability;
    let rest = 1;
    for (const {token, probability} of answer.likeliest) {
      if (probability < 5e-5) break; // the digits shown would be zeros
      const row = element("div", undefined, "row");
      const bar = element("i");
      bar.style.width = 100 * probability / largest + "%";
      row.append(element("span", visible(token.text)), bar, element("em", probability.toFixed(4)));
      row.title = `token ${token.id}`;
      rows.push(row);
      rest -= probability;
    }
    if (rest > 1e-4) rows.push(element("p", `all others ${rest.toFixed(4)}`, "quiet"));
    return rows;
  }

  showCost() {
    const {cost} = this.replay;
    document.getElementById("written").textContent = plural(cost.written, "token") + " written" + (cost.verifications === 0 ? ""
      : ` · ${cost.accepted} of ${cost.drafted} drafted accepted in ${plural(cost.verifications, "verification")}`);
    const rows = [["", "passes", "contexts", "tokens/pass", "s"]];
    for (const [model, {passes, contexts, seconds}] of cost.models) {
      rows.push([model, passes, contexts, (cost.written / passes).toFixed(2), seconds.toFixed(2)]);
    }
    document.getElementById("cost").replaceChildren(...rows.map((row, index) => {
      const line = element("tr");
      line.append(...row.map(cell => element(index ? "td" : "th", cell)));
      line.title = row[0];
      return line;
    }));
  }

  showHeld() {
    const parts = [];
    for (const variables of this.replay.held.values()) {
      for (const variable of variables) {
        parts.push(element("h2", `${variable.name}, ${plural(variable.contexts.length, "context")}`));
        const lines = variable.contexts.slice(0, 12).map(context => "…" + textOf(this.run, this.layout, -1, context, 40).slice(-40));
        if (variable.contexts.length > 12) lines.push(`and ${variable.contexts.length - 12} more`);
        parts.push(element("pre", lines.join("\n"), "text"));
      }
    }
    document.getElementById("held").replaceChildren(...parts);
  }

  /** The places that were asked about, a row for each pass. */
  showFillings() {
    const fillings = this.replay.fillings;
    const places = document.getElementById("places"), holes = document.getElementById("holes");
    places.replaceChildren();
    holes.replaceChildren();
    if (fillings.length === 0) return;
    const rows = [];
    for (let i = Math.max(0, fillings.length - MOST_ROWS); i < fillings.length; i++) {
      const row = element("tr");
      fillings[i].cells.forEach((token, place) => {
        const before = fillings[i - 1]?.cells[place];
        row.append(element("td", token ? visible(token.text) : "", !token ? "hole" : i && before?.id !== token.id ? "new" : ""));
      });
      rows.push(row);
    }
    const table = element("table");
    table.append(...rows);
    const box = element("div", undefined, "cells");
    box.append(table);
    places.append(element("h2", "Places behind the context, a row for each pass"), box);
    holes.append(...fillings.at(-1).holes.slice(0, 3).flatMap((hole, i) => this.distribution(`hole ${i + 1}`, hole)));
    box.scrollTop = box.scrollHeight;
  }
}
