// What is shown, and in which order: the bar above the grid.
(function (P) {
  "use strict";
  const { h } = P;

  const VIEWS = [["stance", "Stances"], ["agreement", "Agreement"]];
  const COLUMNS = [["topic", "topics"], ["issue", "issues"], ["event", "events"]];
  const ORDERS = [["name", "name"], ["positions", "number of positions"], ["region", "region"], ["clusters", "clusters: neighbours agree"]];

  function toolbar(app) {
    const { choice, toggle, shownIf } = P.controls, stance = (state) => state.view === "stance";
    const measures = Object.entries(P.MEASURES).map(([name, measure]) => [name, measure.label]);
    return h("div", { class: "bar-top", role: "group", "aria-label": "View" },
      h("div", { class: "group" }, VIEWS.map(([value, label]) => view(app, value, label))),
      shownIf(app, choice(app, "Columns", "columns", COLUMNS), stance), shownIf(app, choice(app, "Measure", "measure", measures), (state) => !stance(state)),
      choice(app, "Order of rows", "sort", ORDERS), toggle(app, "Numbers in cells", "details"),
      shownIf(app, toggle(app, "Events without a position", "empty"), (state) => stance(state) && state.columns === "event"));
  }

  // A column of the one view is none of the other.
  function view(app, value, label) {
    const button = h("button", { type: "button", onclick: () => app.change({ view: value, sort: app.state.sort.includes("column:") ? "name" : app.state.sort }) }, label);
    app.settlers.push(() => button.setAttribute("aria-pressed", String(app.state.view === value)));
    return button;
  }

  P.toolbar = toolbar;
})(globalThis.Positions ||= {});
