// The form of filters.
(function (P) {
  "use strict";
  const { h } = P;

  function filters(app) {
    const wide = window.matchMedia("(min-width: 62.01rem)").matches;
    return h("details", { class: "filters", open: wide }, h("summary", null, "Filters"),
      h("form", { onsubmit: (event) => event.preventDefault() }, P.who(app), what(app), P.period(app), ...how(app), h("p", null, clear(app))));
  }

  function what(app) {
    const { ticks, field } = P.controls, { topics, issues } = app.data.tables, pairs = (rows) => rows.map((row) => [row.id, row.label]);
    const box = h("details", null, h("summary", null, "Issues"), h("div", { role: "group", "aria-label": "Issues" }, ticks(app, "issues", pairs(issues))));
    app.settlers.push(() => { if (app.state.issues.length) box.open = true; });
    return field("Topic", ticks(app, "topics", pairs(topics)), box);
  }

  function how(app) {
    const { ticks, radios, tick, field, choice } = P.controls, { branch, confidence } = app.data.tables.codes;
    const least = choice(app, "Least confidence", "confidence", [["", "any"], ...confidence.slice(1).map((code) => [code.code, `${code.label} or better`])]);
    const contested = tick(app, "Count contested positions", () => app.state.contested, (on) => app.change({ contested: on }));
    return [
      field("Deeds and words", radios(app, "commitment", [["", "both"], ["enacted", "deeds only"], ["declared", "words only"]])),
      h("div", { class: "field" }, least, contested),
      field("Who may speak for an actor", ticks(app, "branches", branch.map((code) => [code.code, code.label]))),
    ];
  }

  function clear(app) {
    const kept = ["view", "columns", "measure", "details"];
    return h("button", { type: "button", onclick: () => app.change({ ...P.initial(app.data), ...Object.fromEntries(kept.map((name) => [name, app.state[name]])) }) }, "Clear all filters");
  }

  P.filters = filters;
})(globalThis.Positions ||= {});
