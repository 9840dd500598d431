// The words around the grid: what is compared, what a cell says, and what its colours mean.
(function (P) {
  "use strict";
  const { h } = P;

  // The choices in words, the usual ones left out.
  function choices({ data, state }) {
    const t = data.tables, said = [], named = (ids, at, names) => ids.map((id) => names[at.get(id)]);
    const groups = named(state.groups, data.groupAt, t.groups.map((group) => group.name));
    const dated = state.groups.some((id) => t.groups[data.groupAt.get(id)].kind !== "region");
    said.push(...named(state.actors, data.actorAt, t.actors.name));
    if (groups.length) said.push(groups.join(" or ") + (dated ? ` (${state.membersAsOf ? `members as of ${state.membersAsOf}` : "members on the day of each act"})` : ""));
    for (const [ids, at, names] of [
      [state.topics, data.topicAt, t.topics.map((row) => row.label)], [state.issues, data.issueAt, t.issues.map((row) => row.label)], [state.events, data.eventAt, t.events.title],
    ]) if (ids.length) said.push(named(ids, at, names).join(", "));
    return [...said, ...limits(data, state)];
  }

  function limits(data, state) {
    const said = [], usual = P.initial(data).branches;
    if (state.since) said.push(`since ${state.since}`);
    if (state.asOf) said.push(`as of ${state.asOf}`);
    if (state.commitment) said.push(state.commitment === "enacted" ? "deeds only" : "words only");
    if (state.confidence) said.push(`confidence ${state.confidence} or better`);
    if (state.branches.join() !== usual.join()) said.push(`branches: ${state.branches.join(", ")}`);
    if (state.contested) said.push("contested positions included");
    return said;
  }

  // What is shown, in one line.
  function caption(app) {
    const { state, view: { made, selected } } = app, said = choices(app), kept = selected.reason.reduce((n, reason) => n + (reason < 0), 0);
    const size = state.view === "stance" ? `${P.count(made.R, "actor")} × ${P.count(made.C, made.kind)}` : `${P.count(made.R, "actor")}, ${P.MEASURES[made.measure].label}, ${P.count(made.known.Q, "event")}`;
    return [h("strong", null, size), `, ${P.count(kept, "position")}. `, said.length ? `${said.join("; ")}.` : "Everybody, all that binds."];
  }

  // What the cell in focus or under the pointer says.
  function readout(app, r, c) {
    const { data, state, view, grid, pairs } = app, told = grid.model.cell(r, c).says;
    if (state.view === "stance") return `${grid.model.side(r).label}, ${grid.model.head(c).label}: ${told}`;
    const { made, order } = view, a = order[r], b = order[c];
    const ends = a !== b && made.status[a * made.R + b] === "ok" && !state.details ? pairs.interval(a, b) : null;
    return ends ? `${told}, ${100 * data.tables.resampling.level} % interval ${P.figure(ends[0])} to ${P.figure(ends[1])}` : told;
  }

  const swatch = (tone, mark, label) => h("li", null, h("span", { class: `swatch ${tone}` }, mark), label);

  function stanceLegend() {
    return h("div", { class: "legend", role: "group", "aria-label": "Legend" },
      h("ul", { class: "scale" }, [-2, -1, 0, 1, 2].map((stance) => swatch(P.tone(stance), P.signed(stance), P.SIDES[stance])), swatch("", h("span", { class: "mixed" }, "±"), "for and against in one cell")),
      h("ul", { class: "scale blanks" }, Object.entries(P.BLANKS).map(([kind, [mark, says]]) => swatch(`blank ${kind}`, mark, says.split(":")[0]))));
  }

  // The colours of a measure, and what it is.
  function pairLegend({ data }, measure) {
    const { label, says } = P.MEASURES[measure], from = measure === "agreement" ? "≥ " : "";
    return [
      h("ul", { class: "scale" }, P.pairSteps(measure).map(([value, tone]) => swatch(`wide ${tone}`, from + P.figure(value), ""))),
      `${label[0].toUpperCase()}${label.slice(1)}: ${says}. Blue agrees, orange opposes; below ${data.tables.resampling.least_n} shared events no figure is given (·), and = marks answers that do not vary.`,
    ];
  }

  Object.assign(P, { caption, readout, stanceLegend, pairLegend });
})(globalThis.Positions ||= {});
