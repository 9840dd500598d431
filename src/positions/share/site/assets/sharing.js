// Away with it: the address of the view, and files of exactly this view.
(function (P) {
  "use strict";
  const { h } = P;

  function sharing(app) {
    const link = h("a", { class: "view-link", href: "#" }, "Address of this view"), said = h("span", { role: "status", class: "dim" });
    const command = h("code", { class: "code-line", "aria-label": "The same on the command line" });
    app.rememberers.push((hash) => { link.href = `#${hash}`; command.textContent = P.command(app.data, app.state); });
    const copy = () => copied().then(() => { said.textContent = "Copied."; }, () => { said.textContent = "The browser does not let the page copy; take it from the address bar."; });
    const button = (label, act) => h("button", { type: "button", onclick: act }, label);
    return [h("div", { class: "share", role: "group", "aria-label": "Share and download" }, button("Copy the address", copy), link, said,
      button("Download csv", () => P.save(P.csv(P.sheet(app)), file(app, "csv"), "text/csv")),
      button("Download xlsx", () => P.save(P.workbook(book(app)), file(app, "xlsx"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")),
      button("Download json", () => P.save(P.json(app, P.sheet(app)), file(app, "json"), "application/json")),
      button("Sources as BibTeX", () => bibtex(app))), command];
  }

  function copied() {
    return navigator.clipboard ? navigator.clipboard.writeText(location.href) : Promise.reject(new Error("no clipboard"));
  }

  function file({ data, state }, ending) {
    return `positions-${data.tables.version}-${state.view}.${ending}`;
  }

  // The table as it is seen, the records behind it, and what they are.
  function book(app) {
    const { data, state, view: { made, order } } = app, rows = P.sheet(app), names = rows.length ? Object.keys(rows[0]) : [];
    const stance = state.view === "stance", { name } = data.tables.actors, value = (r, c) => { const found = made.value[r * (stance ? made.C : made.R) + c]; return Number.isNaN(found) ? null : found; };
    const columns = stance ? made.columns.map((_, c) => c) : order;
    const heads = stance ? made.columns.map((place) => P.columnLabel(data, made.kind, place).label) : order.map((r) => name[made.rows[r]]);
    return {
      View: [["Actor", ...heads], ...order.map((r) => [name[made.rows[r]], ...columns.map((c) => value(r, c))])],
      Records: [names, ...rows.map((row) => names.map((key) => row[key]))],
      About: [["dataset", "positions"], ["version", data.tables.version], ["view", P.caption(app).map((part) => part.textContent ?? part).join("")], ["command", P.command(data, state)], ["address", location.href]],
    };
  }

  function bibtex(app) {
    const { data, view } = app;
    P.load("sources").then((told) => {
      const wanted = new Set();
      for (let i = 0; i < data.N; i++) if (view.selected.reason[i] < 0) for (const place of told.of[P.id(data, i)]) wanted.add(place);
      P.save([...wanted].sort((a, b) => a - b).map((place) => told.entries[place]).join("\n"), file(app, "bib"), "application/x-bibtex");
    }, (error) => app.warn(error.message));
  }

  P.sharing = sharing;
})(globalThis.Positions ||= {});
