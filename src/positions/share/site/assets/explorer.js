// The explorer: the choices of a reader, what they make of the data, and the page that shows it.
(function (P) {
  "use strict";
  const { h } = P;

  class Explorer {
    constructor(tables, place) {
      // Called when choices have changed: who shows a choice, and who shows the address.
      Object.assign(this, { data: P.open(tables), settlers: [], rememberers: [], opener: null, state: null, view: null });
      this.build(place);
    }

    build(place) {
      const scroller = h("div", { class: "scroller", tabindex: -1 });
      this.told = h("p", { class: "told", role: "status" });
      this.warning = h("p", { class: "note flag", role: "alert", hidden: true });
      this.readout = h("p", { class: "readout", "aria-hidden": "true" });
      this.measured = h("div", { class: "legend" });
      this.behind = new P.Behind(this, () => this.closed());
      this.grid = new P.Grid(scroller, { onOpen: (r, c) => this.open(r, c), onSort: (c) => this.sortBy(c), onTell: (r, c) => { this.readout.textContent = P.readout(this, r, c); } });
      const { shownIf } = P.controls, stance = (state) => state.view === "stance";
      place.append(h("div", { class: "work" }, P.filters(this), h("section", { "aria-label": "Comparison" }, P.toolbar(this), this.told, this.warning, scroller, this.readout,
        shownIf(this, P.stanceLegend(), stance), shownIf(this, this.measured, (state) => !stance(state)), P.sharing(this))), this.behind.dialog);
    }

    // The address speaks.
    follow() {
      if (this.state && location.hash.slice(1) === P.write(this.data, this.state)) return;
      const { state, strange } = P.read(this.data, location.hash);
      this.state = state;
      this.update();
      this.warn(strange.length ? `The address names what this version does not know: ${strange.join("; ")}. It was left out.` : "");
      if (state.cell) this.openNamed(state.cell); else this.behind.close();
    }

    change(changes) {
      Object.assign(this.state, changes);
      if (!this.state.groups.length) this.state.membersAsOf = "";
      this.update();
    }

    // From the choices to the grid.
    update() {
      const began = performance.now(), { data, state } = this, selected = P.select(data, state), stances = P.eventStances(data, selected);
      this.view = { selected, stances };
      if (state.view === "stance") this.compareStances(); else this.compareActors();
      this.told.replaceChildren(...P.caption(this));
      this.readout.textContent = this.view.made.R ? "Arrow keys move, Enter opens what is behind a cell." : "No position is left: loosen the filters.";
      for (const settle of this.settlers) settle();
      this.remember();
      // Read by whoever measures; the page itself makes no use of it.
      P.took = performance.now() - began;
    }

    compareStances() {
      const { data, state, view } = this;
      view.made = P.shownColumns(P.matrix(data, view.selected, view.stances, state.columns), state.empty);
      view.order = P.orderOfRows(this, view.made);
      this.grid.show(P.stanceGrid(this));
    }

    compareActors() {
      const { data, state, view } = this;
      view.made = P.agreement(data, view.selected, view.stances, state.measure);
      view.order = P.orderOfPairs(this, view.made);
      this.pairs = new P.Pairs(data, view.made, (pairs) => { if (pairs === this.pairs && state.details) this.grid.paint(); });
      this.grid.show(P.pairGrid(this));
      this.measured.replaceChildren(...P.pairLegend(this, state.measure));
    }

    remember() {
      const hash = P.write(this.data, this.state);
      if (location.hash.slice(1) !== hash) {
        const address = hash ? `#${hash}` : location.pathname.split("/").pop() + location.search || "./";
        try { history.replaceState(null, "", address); } catch { location.hash = hash; }
      }
      for (const act of this.rememberers) act(hash);
    }

    warn(text) {
      this.warning.textContent = text;
      this.warning.hidden = !text;
    }

    // A second time the same column sorts the other way round.
    sortBy(c) {
      const { data, state, view: { made, order } } = this;
      if (c < 0) return this.change({ sort: state.sort === "name" ? "-name" : "name" });
      const sort = `column:${state.view === "stance" ? P.columnId(data, made.kind, made.columns[c]) : data.tables.actors.id[made.rows[order[c]]]}`;
      return this.change({ sort: state.sort === sort ? `-${sort}` : sort });
    }

    open(r, c) {
      const { order } = this.view;
      this.opener = true;
      this.behind.open(order[r], this.state.view === "stance" ? c : order[c]);
    }

    // A cell as the address names it: ACTOR~column, or ACTOR~ACTOR.
    openNamed(name) {
      const [one, two] = name.split("~"), { data, state, grid, view: { made, order } } = this, stance = state.view === "stance", place = (id) => made.rows.indexOf(data.actorAt.get(id) ?? -1);
      const row = place(one), column = stance ? made.columns.findIndex((at) => P.columnId(data, made.kind, at) === two) : place(two);
      if (row < 0 || column < 0) {
        state.cell = "";
        this.remember();
        this.warn(`The address names a cell that this view does not have: ${data.tables.actors.name[data.actorAt.get(one)] || one}, ${two || "nothing"}.`);
        return;
      }
      grid.at = { r: order.indexOf(row), c: stance ? column : order.indexOf(column) };
      this.opener = true;
      this.behind.open(row, column);
    }

    closed() {
      const other = location.hash.slice(1) !== P.write(this.data, this.state);
      this.state.cell = "";
      // An address that was entered meanwhile is followed, not written over.
      if (!other) this.remember();
      if (this.opener) this.grid.focus();
      this.opener = null;
    }
  }

  P.load("explorer").then((tables) => {
    const place = document.getElementById("explorer");
    document.getElementById("plain").remove();
    place.hidden = false;
    const explorer = new Explorer(tables, place);
    explorer.follow();
    window.addEventListener("hashchange", () => explorer.follow());
  });
})(globalThis.Positions ||= {});
