// What is known after each step.

const UNBORN = 0, KNOWN = 1, ANSWER = 2, ALIVE = 3, DRAFTED = 4, ACCEPTED = 5, REJECTED = 6, DROPPED = 7;

class Replay {
  constructor(run, layout) {
    this.run = run;
    this.layout = layout;
    this.reset();
    this.goTo(0);
  }

  reset() {
    const count = this.run.contexts.length;
    this.step = -1;
    this.base = new Uint8Array(count);
    this.alive = new Uint8Array(count);
    this.held = new Map();
    this.heads = [];
    this.asked = new Map();
    this.latest = new Map(); // answers by context, then by model
    this.fillings = [];
    this.cost = {written: 0, models: new Map(), drafted: 0, accepted: 0, verifications: 0};
  }

  goTo(step) {
    if (step < this.step) this.reset();
    while (this.step < step) this.apply(this.run.events[++this.step]);
    this.alive.fill(0);
    for (const context of this.heads) this.markAlive(context);
    for (const contexts of this.asked.values()) contexts.forEach(context => this.markAlive(context));
    for (const variables of this.held.values()) for (const variable of variables) variable.contexts.forEach(context => this.markAlive(context));
  }

  markAlive(context) {
    for (let at = context; at >= 0 && !this.alive[at]; at = this.layout.parents[at]) this.alive[at] = 1;
  }

  /** A context that is used again was not given up. */
  takeUp(context) {
    if (this.base[context] === REJECTED) this.base[context] = UNBORN;
  }

  set(context, state) {
    if (this.base[context] !== ANSWER && this.base[context] !== KNOWN) this.base[context] = state;
  }

  apply(event) {
    switch (event.event) {
      case "began":
        this.heads.push(event.at);
        for (let at = event.at; at >= 0; at = this.layout.parents[at]) this.base[at] = KNOWN;
        break;
      case "passed":
        this.passed(event);
        break;
      case "held":
        this.held.set(event.loop, event.variables);
        for (const variable of event.variables) variable.contexts.forEach(context => this.takeUp(context));
        break;
      case "branched":
        for (let i = 0; i < event.count; i++) this.heads.push(event.at);
        break;
      case "drafted":
        for (const node of event.nodes) this.set(node.context, DRAFTED);
        break;
      case "judged":
        for (const context of event.accepted) this.set(context, ACCEPTED);
        for (const context of event.rejected) this.set(context, REJECTED);
        this.cost.verifications++;
        this.cost.drafted += event.size;
        this.cost.accepted += event.accepted.length;
        break;
      case "wrote":
        this.wrote(event);
        break;
    }
  }

  passed(event) {
    this.asked.set(event.model, event.answers.map(answer => answer.context));
    for (const answer of event.answers) {
      this.takeUp(answer.context);
      if (answer.cells) {
        this.fillings.push(answer);
      } else if (!answer.observed) {
        if (!this.latest.has(answer.context)) this.latest.set(answer.context, new Map());
        this.latest.get(answer.context).set(event.model, answer);
      }
    }
    const known = this.cost.models.get(event.model) ?? {passes: 0, contexts: 0, seconds: 0};
    this.cost.models.set(event.model, {passes: known.passes + 1, contexts: known.contexts + event.contexts,
      seconds: known.seconds + event.seconds});
  }

  wrote(event) {
    if (!event.answer) {
      const head = this.heads.indexOf(event.at);
      if (head >= 0) this.heads.splice(head, 1);
      this.heads.push(event.to);
      return;
    }
    const path = pathBetween(event.at, event.to, this.layout.parents).slice(1);
    for (const context of path) this.base[context] = ANSWER;
    this.cost.written += path.length;
    // Nothing else goes on, unless it is asked for or held again.
    this.heads = [event.to];
    this.held.clear();
    this.asked.clear();
  }

  state(context) {
    if (this.layout.born[context] > this.step) return UNBORN;
    return this.base[context] || (this.alive[context] ? ALIVE : DROPPED);
  }

  /** The names of the variables that hold a context now. */
  holders(context) {
    const names = [];
    for (const variables of this.held.values()) {
      for (const variable of variables) if (variable.contexts.includes(context)) names.push(variable.name);
    }
    return names;
  }
}
