// What is behind a cell: the positions of an actor, or the shared events of two, in a dialog.
(function (P) {
  "use strict";
  const { h } = P;

  class Behind {
    // `closed` is called when the dialog was closed.
    constructor(app, closed) {
      this.app = app;
      this.dialog = h("dialog", { "aria-labelledby": "behind", onclose: closed, onclick: (event) => { if (event.target === this.dialog) this.dialog.close(); } });
    }

    // Open the cell at a row of what was made and a column of it.
    open(row, column) {
      if (this.app.state.view === "stance") this.cell(row, column);
      else if (row !== column) this.pair(row, column);
    }

    close() {
      if (this.dialog.open) this.dialog.close();
    }

    show(title, summary, body, cell) {
      const { dialog, app } = this, close = h("button", { type: "button", onclick: () => dialog.close() }, "Close");
      app.state.cell = cell;
      dialog.replaceChildren(
        h("div", { class: "head" }, h("div", null, h("h2", { id: "behind", tabindex: -1 }, title), h("p", null, summary)), close),
        h("div", { class: "body" }, body));
      if (!dialog.open) dialog.showModal();
      dialog.scrollTop = 0;
      dialog.querySelector("h2").focus({ preventScroll: true });
      app.remember();
    }

    cell(row, c) {
      const { data, view } = this.app, { made } = view, actor = made.rows[row], value = made.value[row * made.C + c], empty = Number.isNaN(value);
      const all = this.rows(actor, made.eventsOf[c]), counted = all.filter((i) => view.selected.reason[i] < 0), left = all.filter((i) => view.selected.reason[i] >= 0);
      const { label } = P.columnLabel(data, made.kind, made.columns[c]), id = P.columnId(data, made.kind, made.columns[c]), { actors } = data.tables;
      const body = [
        empty ? null : this.articles(actor, counted),
        left.length ? h("details", { open: empty }, h("summary", null, `${P.count(left.length, "position")} left out by the filters`), this.articles(actor, left)) : null,
        ...this.absences(actor, made.eventsOf[c]),
        made.kind === "event" ? h("p", null, h("a", { href: `event/${id}.html` }, "The event, and who else stood where")) : null,
      ];
      const summary = empty ? P.BLANKS[P.missing(data, view.selected, made, row, c)][1] : this.summary(made, row * made.C + c);
      this.show(`${actors.name[actor]}: ${label}`, summary, body, `${actors.id[actor]}~${id}`);
    }

    summary(made, at) {
      const many = made.events[at] > 1, mixed = made.mixed[at] ? "; both sides in one cell (±)" : "";
      return [P.chip(made.value[at]), ` ${many ? "mean of" : "from"} ${P.count(made.events[at], "event")}, ${P.count(made.n[at], "position")}, newest ${P.written(made.newest[at])}${mixed}`];
    }

    // The positions of an actor on some events, newest first.
    rows(actor, events) {
      const { data } = this.app, wanted = new Set(events), found = [];
      for (let i = 0; i < data.N; i++) if (data.actor[i] === actor && wanted.has(data.event[i])) found.push(i);
      return found.sort((a, b) => data.first[b] - data.first[a]);
    }

    articles(actor, rows) {
      const { data, view } = this.app, { id, name } = data.tables.actors, { reason, reasons } = view.selected;
      if (!rows.length) return h("div");
      const place = h("div", null, h("p", { class: "dim" }, "Loading …"));
      const shown = (told) => rows.map((row) => P.position(data, row, told.positions[P.id(data, row)], told.passages, reasons[reason[row]]));
      const failed = (error) => h("p", { class: "flag", role: "alert" }, `${error.message}. The page of the actor holds the same: `, h("a", { href: `actor/${id[actor]}.html` }, name[actor]));
      P.load(id[actor]).then((told) => place.replaceChildren(...shown(told)), (error) => place.replaceChildren(failed(error)));
      return place;
    }

    // The events of a cell without a position, by why there is none.
    absences(actor, events) {
      const { data, view } = this.app, t = data.tables, kinds = { absent: [], not_asked: [], not_found: [] };
      for (const event of events) {
        const kind = view.stances.n[actor * data.E + event] ? null : P.MISSING[P.missingOn(data, view.selected, actor, event)];
        if (kinds[kind]) kinds[kind].push(event);
      }
      return Object.entries(kinds).filter(([, found]) => found.length).map(([kind, found]) => h("details", null,
        h("summary", null, `${P.count(found.length, "event")} without a position: ${P.BLANKS[kind][1]}`),
        h("ul", null, found.map((event) => h("li", null, `${t.events.when[event]} `, h("a", { href: `event/${t.events.id[event]}.html` }, t.events.title[event]))))));
    }

    pair(a, b) {
      const { data, view } = this.app, { made } = view, { actors } = data.tables, one = made.rows[a], two = made.rows[b];
      const apart = (event) => Math.abs(view.stances.value[one * data.E + event] - view.stances.value[two * data.E + event]);
      const shared = [...Array(data.E).keys()].filter((event) => view.stances.n[one * data.E + event] && view.stances.n[two * data.E + event]);
      shared.sort((x, y) => apart(y) - apart(x) || y - x);
      const hint = `Their shared events, widest apart first; the first stance is that of ${actors.name[one]}. Open one for the positions and sources.`;
      this.show(`${actors.name[one]} and ${actors.name[two]}`, this.agreed(a, b), [h("p", { class: "dim" }, hint), ...shared.map((event) => this.shared(event, [one, two]))], `${actors.id[one]}~${actors.id[two]}`);
    }

    agreed(a, b) {
      const { data, view: { made }, pairs } = this.app, at = a * made.R + b;
      if (made.status[at] !== "ok") return `${P.STATUS[made.status[at]]} (n ${made.n[at]})`;
      const ends = pairs.interval(a, b), [low, high] = (ends || []).map((end) => end.toFixed(2)), level = 100 * data.tables.resampling.level;
      return `${P.MEASURES[made.measure].label}: ${made.value[at].toFixed(2)}${ends ? `, ${level} % interval ${low} to ${high}` : ""}, n ${made.n[at]} shared events`;
    }

    // One event of two actors; their positions are fetched when it is opened.
    shared(event, actors) {
      const { data, view } = this.app, t = data.tables, place = h("div");
      const counted = (actor) => this.rows(actor, [event]).filter((i) => view.selected.reason[i] < 0);
      const fill = () => {
        if (box.open && !place.childElementCount) place.append(...actors.flatMap((actor) => [h("h3", null, t.actors.name[actor]), this.articles(actor, counted(actor))]));
      };
      const box = h("details", { ontoggle: fill }, h("summary", null, `${t.events.when[event].slice(0, 10)} ${t.events.title[event]}`, actors.map((actor) => P.chip(view.stances.value[actor * data.E + event]))), place);
      return box;
    }
  }

  P.Behind = Behind;
})(globalThis.Positions ||= {});
