// The explorer: choices, the grid of stances or of agreement, and what lies behind a cell.
(function () {
  "use strict";
  const P = window.Positions, { h } = P;
  const LATER = window.requestIdleCallback || ((work) => setTimeout(work, 16));
  let data, state, view, grid, controls, dialog, opener = null;

  P.load("explorer").then((tables) => {
    data = P.open(tables);
    document.getElementById("plain").remove();
    const place = document.getElementById("explorer");
    place.hidden = false;
    build(place);
    follow();
    window.addEventListener("hashchange", follow);
  });

  // The address speaks --------------------------------------------------------------------------------------------------

  function follow() {
    if (state && location.hash.slice(1) === P.write(data, state)) return;
    const found = P.read(data, location.hash);
    state = found.state;
    update();
    warn(found.strange.length ? `The address names what this version does not know: ${found.strange.join("; ")}. It was left out.` : "");
    if (state.cell) openNamed(state.cell); else if (dialog.open) dialog.close();
  }

  function change(changes) {
    Object.assign(state, changes);
    if (!state.group) state.membersAsOf = "";
    update();
  }

  function remember() {
    const hash = P.write(data, state);
    if (location.hash.slice(1) !== hash) {
      const address = hash ? `#${hash}` : location.pathname.split("/").pop() + location.search || "./";
      try { history.replaceState(null, "", address); } catch { location.hash = hash; }
    }
    controls.link.href = `#${hash}`;
    controls.command.textContent = P.command(data, state);
  }

  // From the choices to the grid ------------------------------------------------------------------------------------------

  function update() {
    const began = performance.now();
    const selected = P.select(data, state), stances = P.eventStances(data, selected);
    view = { selected, stances };
    if (state.view === "stance") {
      view.made = shownColumns(P.matrix(data, selected, stances, state.columns));
      view.order = orderOfRows(view.made);
    } else {
      view.made = P.agreement(data, selected, stances, state.measure);
      view.order = orderOfPairs(view.made);
      view.intervals = new Map();
    }
    grid.show(state.view === "stance" ? stanceModel() : agreementModel());
    tell();
    settle();
    remember();
    // Read by whoever measures; the browser itself makes no use of it.
    P.took = performance.now() - began;
  }

  // Events on which nobody shown has a position are left out of the view, unless they are asked for.
  function shownColumns(made) {
    if (made.kind !== "event" || state.empty) return made;
    const filled = made.columns.map((_, c) => c).filter((c) => { for (let r = 0; r < made.R; r++) if (made.n[r * made.C + c]) return true; return false; });
    return P.pick(made, filled);
  }

  // "column:ID" sorts by a column, with a minus the other way round.
  function sorting() {
    const found = /^(-?)(name|positions|region|clusters|column:(.+))$/.exec(state.sort) || ["", "", "name"];
    return { down: found[1] === "-", by: found[3] ? "column" : found[2], column: found[3] };
  }

  function columnId(kind, place) {
    const t = data.tables;
    return kind === "event" ? t.events.id[place] : kind === "issue" ? t.issues[place].id : kind === "topic" ? t.topics[place].id : t.actors.id[place];
  }

  function orderOfRows(made) {
    const order = [...Array(made.R).keys()], { by, down, column } = sorting(), name = (r) => made.rows[r], turn = down ? -1 : 1;
    const sum = (r) => { let n = 0; for (let c = 0; c < made.C; c++) n += made.n[r * made.C + c]; return n; };
    if (by === "clusters") {
      const place = new Map(P.clustered(data, view.selected, view.stances).map((actor, i) => [actor, i]));
      return order.sort((a, b) => place.get(name(a)) - place.get(name(b)));
    }
    const c = by === "column" ? made.columns.findIndex((place) => columnId(made.kind, place) === column) : -1;
    const keys = {
      positions: (r) => -sum(r), region: (r) => data.tables.actors.subregion[name(r)] || "~",
      column: (r) => { const v = c < 0 ? NaN : made.value[r * made.C + c]; return Number.isNaN(v) ? null : -v; },
    };
    if (!keys[by]) return down ? order.reverse() : order;
    const key = order.map(keys[by]);
    return order.sort((a, b) => {
      if (key[a] === null || key[b] === null) return (key[a] === null) - (key[b] === null) || name(a) - name(b);
      return (key[a] < key[b] ? -turn : key[a] > key[b] ? turn : 0) || name(a) - name(b);
    });
  }

  function orderOfPairs(made) {
    const order = [...Array(made.R).keys()], { by, down, column } = sorting(), turn = down ? -1 : 1;
    if (by === "clusters") {
      const place = new Map(P.clustered(data, view.selected, view.stances).map((actor, i) => [actor, i]));
      return order.sort((a, b) => place.get(made.rows[a]) - place.get(made.rows[b]));
    }
    const c = by === "column" ? made.rows.findIndex((actor) => data.tables.actors.id[actor] === column) : -1;
    if (c >= 0) return order.sort((a, b) => (b === c) - (a === c) || turn * ((made.value[b * made.R + c] || -9) - (made.value[a * made.R + c] || -9)));
    if (by === "positions") return order.sort((a, b) => turn * (made.n[b * made.R + b] - made.n[a * made.R + a]) || made.rows[a] - made.rows[b]);
    if (by === "region") {
      const region = (r) => data.tables.actors.subregion[made.rows[r]] || "~";
      return order.sort((a, b) => (region(a) < region(b) ? -turn : region(a) > region(b) ? turn : 0) || made.rows[a] - made.rows[b]);
    }
    return down ? order.reverse() : order;
  }

  function columnLabel(kind, place) {
    const t = data.tables;
    if (kind === "topic") return { label: t.topics[place].label, title: t.topics[place].question };
    if (kind === "issue") {
      const topic = t.topics.find((row) => row.id === t.issues[place].topic);
      return { label: t.issues[place].label, topic: topic.label, title: `${topic.label}: ${t.issues[place].definition}` };
    }
    return { label: t.events.title[place], when: t.events.when[place], title: `${t.events.when[place]}: ${t.events.title[place]}` };
  }

  function stanceModel() {
    const made = view.made, t = data.tables, { by, down, column } = sorting(), order = view.order;
    const what = { topic: "topics", issue: "issues", event: "events" }[made.kind];
    return {
      R: made.R, C: made.C, label: `Stances of ${made.R} actors on ${made.C} ${what}`, corner: "Actor", flat: made.kind === "topic",
      first: 11.5, width: made.kind === "topic" ? [6, 14] : state.details ? [3.6, 4.6] : made.kind === "issue" ? [2.75, 4.6] : [2.9, 4], height: state.details ? 2.5 : 1.75,
      top: made.kind === "topic" ? 3.6 : made.kind === "issue" ? 15.8 : 15,
      head(c) {
        const told = columnLabel(made.kind, made.columns[c]);
        const sorted = by === "column" && columnId(made.kind, made.columns[c]) === column ? (down ? "ascending" : "descending") : null;
        return { label: told.when ? `${told.when.slice(0, 4)} ${told.label}` : told.label, title: told.title, sorted, band: told.topic && (c === 0 || columnLabel(made.kind, made.columns[c - 1]).topic !== told.topic) ? told.topic : null };
      },
      side: (r) => ({ label: t.actors.name[made.rows[order[r]]], href: `actor/${t.actors.id[made.rows[order[r]]]}.html` }),
      cell(r, c) {
        const row = order[r], at = row * made.C + c, value = made.value[at];
        if (Number.isNaN(value)) {
          const kind = P.missing(data, view.selected, made, row, c), [mark, says] = P.BLANKS[kind];
          return { tone: `blank ${kind}`, mark, says };
        }
        const n = made.n[at];
        return { tone: P.tone(value), mark: P.signed(value), mixed: made.mixed[at], small: state.details ? `n ${n}` : null, says: `${P.signed(value)} ${words(value, made.events[at])}, ${count(n, "position")} on ${count(made.events[at], "event")}${made.mixed[at] ? ", both for and against" : ""}` };
      },
    };
  }

  function words(value, events) {
    return events === 1 && Number.isInteger(value) ? P.SIDES[value] : P.side(value);
  }

  function count(n, word) {
    return `${n.toLocaleString("en").replace(/,/g, " ")} ${word}${n === 1 ? "" : "s"}`;
  }

  const STATUS = { no_overlap: "no shared event", too_few: "too few shared events for a figure", no_variation: "no figure: their answers do not vary" };

  function figure(value) {
    return (value < 0 ? "−" : "") + Math.abs(value).toFixed(2).replace(/^0\./, ".");
  }

  function agreementModel() {
    const made = view.made, t = data.tables, order = view.order, { by, down, column } = sorting(), plain = made.measure === "agreement";
    const name = (r) => t.actors.name[made.rows[order[r]]];
    return {
      R: made.R, C: made.R, label: `Agreement of ${made.R} actors, ${P.MEASURES[made.measure].label}`, corner: "Actor", first: 11.5,
      width: state.details ? [4.7, 5.5] : [2.6, 4], height: state.details ? 3.1 : 1.75, top: Math.min(11, 1.4 + 0.42 * Math.max(...made.rows.map((actor) => t.actors.name[actor].length))),
      head: (c) => ({ label: name(c), title: name(c), sorted: by === "column" && t.actors.id[made.rows[order[c]]] === column ? (down ? "ascending" : "descending") : null }),
      side: (r) => ({ label: name(r), href: `actor/${t.actors.id[made.rows[order[r]]]}.html` }),
      cell(r, c) {
        const a = order[r], b = order[c], at = a * made.R + b, n = made.n[at];
        if (a === b) return { tone: "self", mark: "—", says: `${name(r)} itself, ${count(n, "event")}` };
        if (made.status[at] !== "ok") return { tone: "blank not_found", mark: made.status[at] === "no_variation" ? "=" : "·", says: `${name(r)} and ${name(c)}: ${STATUS[made.status[at]]}, n ${n}`, small: state.details && n ? `n ${n}` : null };
        const value = made.value[at], ends = state.details ? intervalSoon(a, b) : null;
        return {
          tone: pairTone(value, plain), mark: figure(value),
          small: state.details ? [`n ${n}`, h("br"), ends === undefined ? "…" : ends ? `${figure(ends[0])}–${figure(ends[1])}` : "–"] : null,
          says: `${figure(value)}: ${name(r)} and ${name(c)} over ${count(n, "shared event")}${ends ? `, interval ${figure(ends[0])} to ${figure(ends[1])}` : ""}`,
        };
      },
    };
  }

  // Most of a body agrees with most: the steps of plain agreement are narrower towards 1.
  const STEPS = [[0.97, "t4"], [0.9, "t3"], [0.75, "t2"], [0.55, "t1"], [0.45, "t0"], [0.3, "t-1"], [0.2, "t-2"], [0.1, "t-3"], [-1, "t-4"]];

  function pairTone(value, plain) {
    return plain ? STEPS.find(([least]) => value >= least)[1] : P.tone(value * 2);
  }

  function interval(a, b) {
    const key = a < b ? `${a}-${b}` : `${b}-${a}`;
    if (!view.intervals.has(key)) view.intervals.set(key, P.interval(data, view.made.known, Math.min(a, b), Math.max(a, b), view.made.measure));
    return view.intervals.get(key);
  }

  // The interval if it is known, else undefined now and the grid painted again once it is.
  const queue = new Map();
  function intervalSoon(a, b) {
    const key = a < b ? `${a}-${b}` : `${b}-${a}`;
    if (view.intervals.has(key)) return view.intervals.get(key);
    if (!queue.size) LATER(work);
    queue.set(key, [a, b, view]);
    return undefined;
  }

  function work() {
    const began = performance.now();
    for (const [key, [a, b, of]] of queue) {
      queue.delete(key);
      if (of === view) interval(a, b);
      if (performance.now() - began > 30) break;
    }
    if (queue.size) LATER(work);
    else { grid.shown = null; grid.paint(); }
  }

  // Words around the grid --------------------------------------------------------------------------------------------------

  function tell() {
    const made = view.made, t = data.tables, said = [];
    if (state.actors.length) said.push(state.actors.map((actor) => t.actors.name[data.actorAt.get(actor)]).join(", "));
    if (state.group) said.push(`${t.groups[data.groupAt.get(state.group)].name} (${state.membersAsOf ? `members as of ${state.membersAsOf}` : "members on the day of each act"})`);
    if (state.region) said.push(t.groups[data.groupAt.get(state.region)].name);
    for (const [name, rows] of [["topics", t.topics], ["issues", t.issues]]) if (state[name].length) said.push(state[name].map((id) => rows.find((row) => row.id === id).label).join(", "));
    if (state.events.length) said.push(state.events.map((event) => t.events.title[data.eventAt.get(event)]).join(", "));
    if (state.since) said.push(`since ${state.since}`);
    if (state.asOf) said.push(`as of ${state.asOf}`);
    if (state.commitment) said.push(state.commitment === "enacted" ? "deeds only" : "words only");
    if (state.confidence) said.push(`confidence ${state.confidence} or better`);
    if (state.branches.join() !== P.initial(data).branches.join()) said.push(`branches: ${state.branches.join(", ")}`);
    if (state.contested) said.push("contested positions included");
    let kept = 0;
    for (let i = 0; i < data.N; i++) if (view.selected.reason[i] < 0) kept++;
    const size = state.view === "stance" ? `${count(made.R, "actor")} × ${made.C} ${made.kind}s` : `${count(made.R, "actor")}, ${P.MEASURES[made.measure].label}, ${count(made.known.Q, "event")}`;
    controls.told.replaceChildren(h("strong", null, size), `, ${count(kept, "position")}. `, said.length ? `${said.join("; ")}.` : "Everybody, all that binds.");
    controls.readout.textContent = made.R ? "Arrow keys move, Enter opens what is behind a cell." : "No position is left: loosen the filters.";
    controls.legend.hidden = state.view !== "stance";
    controls.measured.hidden = state.view === "stance";
    const steps = state.measure === "agreement" ? STEPS.map(([least, tone]) => [Math.max(least, 0), tone]) : [-4, -3, -2, -1, 0, 1, 2, 3, 4].reverse().map((step) => [step / 4, `t${step}`]);
    const swatches = h("ul", { class: "scale" }, [...steps].reverse().map(([value, tone]) => h("li", null, h("span", { class: `swatch wide ${tone}` }, (state.measure === "agreement" ? "≥ " : "") + figure(value)))));
    controls.measured.replaceChildren(swatches, `${P.MEASURES[state.measure].label[0].toUpperCase()}${P.MEASURES[state.measure].label.slice(1)}: ${P.MEASURES[state.measure].says}. Blue agrees, orange opposes; below ${data.tables.resampling.least_n} shared events no figure is given (·), and = marks answers that do not vary.`);
  }

  function readout(r, c) {
    const made = view.made, told = state.view === "stance" ? stanceModel() : agreementModel();
    const left = told.side(r).label, top = told.head(c);
    if (state.view === "stance") controls.readout.textContent = `${left}, ${top.label}: ${told.cell(r, c).says}`;
    else {
      const a = view.order[r], b = view.order[c], known = a !== b && made.status[a * made.R + b] === "ok";
      controls.readout.textContent = told.cell(r, c).says;
      if (known) {
        const ends = interval(a, b);
        if (ends) controls.readout.textContent = `${left} and ${top.label}: ${figure(made.value[a * made.R + b])}, ${100 * data.tables.resampling.level} % interval ${figure(ends[0])} to ${figure(ends[1])}, over ${count(made.n[a * made.R + b], "shared event")}`;
      }
    }
  }

  function warn(text) {
    controls.warning.textContent = text;
    controls.warning.hidden = !text;
  }

  // Controls ----------------------------------------------------------------------------------------------------------------

  function build(place) {
    controls = {};
    const scroller = h("div", { class: "scroller", tabindex: -1 });
    grid = new P.Grid(scroller, { onOpen: openCell, onSort: sortBy, onTell: readout });
    dialog = h("dialog", { "aria-labelledby": "behind" });
    dialog.addEventListener("close", () => { state.cell = ""; remember(); if (opener) grid.focus(); opener = null; });
    dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
    controls.told = h("p", { class: "told", role: "status" });
    controls.warning = h("p", { class: "note flag", role: "alert", hidden: true });
    controls.readout = h("p", { class: "readout", "aria-hidden": "true" });
    controls.legend = legend();
    controls.measured = h("div", { class: "legend" });
    controls.command = h("code", { class: "code-line", "aria-label": "The same on the command line" });
    place.append(h("div", { class: "work" }, filters(), h("section", { "aria-label": "Comparison" }, toolbar(), controls.told, controls.warning, scroller, controls.readout, controls.legend, controls.measured, sharing(), controls.command)), dialog);
  }

  function legend() {
    const item = (swatch, label) => h("li", null, swatch, label);
    return h("div", { class: "legend", role: "group", "aria-label": "Legend" },
      h("ul", { class: "scale" }, [-2, -1, 0, 1, 2].map((stance) => item(h("span", { class: `swatch ${P.tone(stance)}` }, P.signed(stance)), P.SIDES[stance])), item(h("span", { class: "swatch" }, h("span", { class: "mixed" }, "±")), "for and against in one cell")),
      h("ul", { class: "scale blanks" }, Object.entries(P.BLANKS).map(([kind, [mark, says]]) => item(h("span", { class: `swatch blank ${kind}` }, mark), says.split(":")[0]))));
  }

  function options(pairs) {
    return pairs.map(([value, label]) => h("option", { value }, label));
  }

  function choice(label, name, pairs, bar) {
    const id = `choose-${name}`, box = h("select", { id, onchange: () => change({ [name]: box.value }) }, options(pairs));
    (controls.boxes ||= []).push([name, box]);
    return h("div", { class: bar ? "" : "field" }, h("label", { for: id }, label), box);
  }

  function toolbar() {
    const views = [["stance", "Stances"], ["agreement", "Agreement"]].map(([value, label]) => h("button", { type: "button", "data-view": value, onclick: () => change({ view: value, sort: state.sort.includes("column:") ? "name" : state.sort }) }, label));
    controls.views = views;
    controls.columns = choice("Columns", "columns", [["topic", "topics"], ["issue", "issues"], ["event", "events"]], true);
    controls.measure = choice("Measure", "measure", Object.entries(P.MEASURES).map(([name, measure]) => [name, measure.label]), true);
    const sort = choice("Order of rows", "sort", [["name", "name"], ["positions", "number of positions"], ["region", "region"], ["clusters", "clusters: neighbours agree"]], true);
    controls.empty = h("button", { type: "button", "aria-pressed": "false", onclick: () => change({ empty: !state.empty }) }, "Events without a position");
    controls.details = h("button", { type: "button", "aria-pressed": "false", onclick: () => change({ details: !state.details }) }, "Numbers in cells");
    return h("div", { class: "bar-top", role: "group", "aria-label": "View" }, h("div", { class: "group" }, views), controls.columns, controls.measure, sort, controls.details, controls.empty);
  }

  function tick(label, checked, act, type = "checkbox", name = null, value = null) {
    const box = h("input", { type, name, value, onchange: () => act(box.checked) });
    return [h("label", { class: "tick" }, box, label), () => { box.checked = checked(); }];
  }

  function ticks(legendText, name, rows, after) {
    const list = rows.map(([id, label]) => tick(label, () => state[name].includes(id), (on) => change({ [name]: rows.map((row) => row[0]).filter((other) => (other === id ? on : state[name].includes(other))) })));
    controls.settlers.push(...list.map((pair) => pair[1]));
    return h("fieldset", null, h("legend", null, legendText), h("div", null, list.map((pair) => pair[0]), after || null));
  }

  function dated(label, name) {
    const id = `date-${name}`;
    const box = h("input", { type: "text", id, inputmode: "numeric", placeholder: "2018-12-31", autocomplete: "off", size: 10, onchange: () => {
      const text = box.value.trim();
      const right = text === "" || P.day(text) !== null;
      box.setCustomValidity(right ? "" : "A date like 2018, 2018-12 or 2018-12-31");
      if (right) change({ [name]: text }); else box.reportValidity();
    } });
    controls.settlers.push(() => { if (document.activeElement !== box) box.value = state[name]; });
    return h("div", null, h("label", { for: id }, label), box);
  }

  function filters() {
    const t = data.tables;
    controls.settlers = [];
    const groups = (region) => t.groups.filter((group) => (group.kind === "region") === region).sort((a, b) => a.name < b.name ? -1 : 1).map((group) => [group.id, group.name]);
    const asOf = dated("Members as of (empty: on the day of each act)", "membersAsOf");
    controls.settlers.push(() => { asOf.hidden = !state.group; });
    const group = choice("Group", "group", [["", "everybody"], ...groups(false)]);
    group.append(asOf);
    const issues = t.topics.map((topic) => ticks(topic.label, "issues", []));
    issues.length = 0;
    const issueRows = t.issues.map((issue) => [issue.id, issue.label]);
    const branch = ticks("Who may speak for an actor", "branches", t.codes.branch.map((code) => [code.code, code.label]));
    const words = h("fieldset", null, h("legend", null, "Deeds and words"), h("div", null, [["", "both"], ["enacted", "deeds only"], ["declared", "words only"]].map(([value, label]) => {
      const [made, settle] = tick(label, () => state.commitment === value, () => change({ commitment: value }), "radio", "commitment", value);
      controls.settlers.push(settle);
      return made;
    })));
    const [contested, settleContested] = tick("Count contested positions", () => state.contested, (on) => change({ contested: on }));
    controls.settlers.push(settleContested);
    const confidence = choice("Least confidence", "confidence", [["", "any"], ...[...t.codes.confidence].filter((code, place) => place > 0).map((code) => [code.code, `${code.label} or better`])]);
    confidence.append(contested);
    const box = h("details", { class: "filters", open: window.matchMedia("(min-width: 62.01rem)").matches }, h("summary", null, "Filters"),
      h("form", { onsubmit: (event) => event.preventDefault() },
        actorPicker(), group, choice("Region", "region", [["", "the world"], ...groups(true)]),
        ticks("Topic", "topics", t.topics.map((topic) => [topic.id, topic.label]), issueBox(issueRows)), period(), words, confidence, branch,
        h("p", null, h("button", { type: "button", onclick: () => change({ ...P.initial(data), view: state.view, columns: state.columns, measure: state.measure, details: state.details }) }, "Clear all filters"))));
    return box;
  }

  function issueBox(rows) {
    const list = ticks("Issues", "issues", rows), box = h("details", null, h("summary", null, "Issues"), list);
    controls.settlers.push(() => { if (state.issues.length) box.open = true; });
    return box;
  }

  function actorPicker() {
    const t = data.tables, tokens = h("ul", { class: "tokens" });
    const names = new Map();
    t.actors.id.forEach((id, place) => { names.set(id.toLowerCase(), id); names.set(t.actors.name[place].toLowerCase(), id); });
    const input = h("input", { type: "text", id: "pick-actor", list: "known-actors", autocomplete: "off", placeholder: "Lithuania, DEU …", "aria-describedby": "pick-hint" });
    const take = () => {
      const id = names.get(input.value.trim().toLowerCase());
      if (!id) return;
      input.value = "";
      change({ actors: [...new Set([...state.actors, id])] });
    };
    input.addEventListener("change", take);
    input.addEventListener("keydown", (event) => { if (event.key === "Enter") { event.preventDefault(); take(); } });
    controls.settlers.push(() => tokens.replaceChildren(...state.actors.map((id) => {
      const name = t.actors.name[data.actorAt.get(id)];
      return h("li", null, h("button", { type: "button", "aria-label": `Remove ${name}`, onclick: () => { change({ actors: state.actors.filter((other) => other !== id) }); input.focus(); } }, `${name} ×`));
    })));
    return h("div", { class: "field" }, h("label", { for: "pick-actor" }, "Actors"), input, h("datalist", { id: "known-actors" }, t.actors.name.map((name) => h("option", { value: name }))), tokens, h("p", { class: "hint", id: "pick-hint" }, "Add as many as you like; they stand first."));
  }

  // Two sliders of years over a row of bars, and the exact dates beside them.
  function period() {
    const years = Array.from(data.first, (first) => Number(P.written(first).slice(0, 4))), low = Math.min(...years), high = Math.max(...years, Number(P.written(Math.max(...data.last)).slice(0, 4)));
    const counts = new Map();
    for (const year of years) counts.set(year, (counts.get(year) || 0) + 1);
    const most = Math.max(...counts.values()), wide = 240 / (high - low + 1), NS = "http://www.w3.org/2000/svg";
    const svg = document.createElementNS(NS, "svg"), bars = [];
    for (const [name, value] of [["class", "spark"], ["viewBox", "0 0 240 38"], ["preserveAspectRatio", "none"], ["aria-hidden", "true"]]) svg.setAttribute(name, value);
    for (let year = low; year <= high; year++) {
      const bar = document.createElementNS(NS, "rect"), tall = counts.has(year) ? 3 + 35 * Math.sqrt(counts.get(year) / most) : 0;
      for (const [name, value] of [["x", (year - low) * wide], ["y", 38 - tall], ["width", Math.max(wide - 0.6, 0.5)], ["height", tall]]) bar.setAttribute(name, value);
      bars.push([year, bar]);
      svg.append(bar);
    }
    const slider = (label, name, other) => {
      const box = h("input", { type: "range", min: low, max: high, step: 1, "aria-label": label });
      box.addEventListener("input", () => {
        const year = Number(box.value), end = name === "since" ? low : high;
        const beyond = state[other] && (name === "since" ? year > Number(state[other].slice(0, 4)) : year < Number(state[other].slice(0, 4)));
        change({ [name]: year === end ? "" : String(year), ...(beyond ? { [other]: String(year) } : {}) });
      });
      controls.settlers.push(() => { box.value = (state[name] || String(name === "since" ? low : high)).slice(0, 4); box.setAttribute("aria-valuetext", state[name] || "no limit"); });
      return box;
    };
    controls.settlers.push(() => {
      const from = state.since ? Number(state.since.slice(0, 4)) : low, to = state.asOf ? Number(state.asOf.slice(0, 4)) : high;
      for (const [year, bar] of bars) bar.setAttribute("class", year >= from && year <= to ? "on" : "");
    });
    return h("fieldset", { class: "period" }, h("legend", null, "Period"), h("div", null, svg, slider("From the year", "since", "asOf"), slider("To the year", "asOf", "since"), h("div", { class: "pair" }, dated("From", "since"), dated("To", "asOf"))));
  }

  // Every control shows what the state says.
  function settle() {
    for (const [name, box] of controls.boxes) {
      const value = state[name];
      if (name === "sort" && ![...box.options].some((option) => option.value === value)) box.selectedIndex = -1;
      else box.value = value;
    }
    for (const button of controls.views) button.setAttribute("aria-pressed", String(button.dataset.view === state.view));
    controls.details.setAttribute("aria-pressed", String(state.details));
    controls.empty.setAttribute("aria-pressed", String(state.empty));
    controls.empty.hidden = state.view !== "stance" || state.columns !== "event";
    controls.columns.hidden = state.view !== "stance";
    controls.measure.hidden = state.view === "stance";
    for (const act of controls.settlers) act();
  }

  function sortBy(c) {
    if (c < 0) return change({ sort: state.sort === "name" ? "-name" : "name" });
    const id = state.view === "stance" ? columnId(view.made.kind, view.made.columns[c]) : data.tables.actors.id[view.made.rows[view.order[c]]];
    const sort = `column:${id}`;
    return change({ sort: state.sort === sort ? `-${sort}` : sort });
  }

  // What is behind a cell -----------------------------------------------------------------------------------------------------

  function openCell(r, c) {
    opener = [r, c];
    if (state.view === "stance") showCell(view.order[r], c); else showPair(view.order[r], view.order[c]);
  }

  // A cell as the address names it: ACTOR~column, or ACTOR~ACTOR.
  function openNamed(name) {
    const [one, two] = name.split("~"), made = view.made, t = data.tables;
    const row = made.rows.indexOf(data.actorAt.get(one) ?? -1);
    const column = state.view === "stance" ? made.columns.findIndex((place) => columnId(made.kind, place) === two) : made.rows.indexOf(data.actorAt.get(two) ?? -1);
    if (row < 0 || column < 0) { state.cell = ""; remember(); warn(`The address names a cell that this view does not have: ${t.actors.name[data.actorAt.get(one)] || one}, ${two || "nothing"}.`); return; }
    opener = [view.order.indexOf(row), state.view === "stance" ? column : view.order.indexOf(column)];
    grid.at = { r: opener[0], c: opener[1] };
    if (state.view === "stance") showCell(row, column); else showPair(row, column);
  }

  function show(title, summary, body, cell) {
    state.cell = cell;
    dialog.replaceChildren(
      h("div", { class: "head" }, h("div", null, h("h2", { id: "behind", tabindex: -1 }, title), h("p", null, summary)), h("button", { type: "button", onclick: () => dialog.close() }, "Close")),
      h("div", { class: "body" }, body));
    if (!dialog.open) dialog.showModal();
    dialog.scrollTop = 0;
    dialog.querySelector("h2").focus({ preventScroll: true });
    remember();
  }

  function rowsOf(actor, events) {
    const wanted = new Set(events), found = [];
    for (let i = 0; i < data.N; i++) if (data.actor[i] === actor && wanted.has(data.event[i])) found.push(i);
    return found.sort((a, b) => data.first[b] - data.first[a]);
  }

  function articles(actor, rows) {
    const place = h("div", null, rows.length ? h("p", { class: "dim" }, "Loading …") : null);
    if (rows.length) {
      P.load(data.tables.actors.id[actor]).then((told) => {
        place.replaceChildren(...rows.map((row) => P.position(data, row, told.positions[P.id(data, row)], told.passages, view.selected.reason[row] >= 0 ? view.selected.reasons[view.selected.reason[row]] : null)));
      }, (error) => place.replaceChildren(h("p", { class: "flag", role: "alert" }, `${error.message}. The page of the actor holds the same: `, h("a", { href: `actor/${data.tables.actors.id[actor]}.html` }, data.tables.actors.name[actor]))));
    }
    return place;
  }

  function showCell(row, c) {
    const made = view.made, t = data.tables, actor = made.rows[row], at = row * made.C + c, value = made.value[at];
    const all = rowsOf(actor, made.eventsOf[c]), counted = all.filter((i) => view.selected.reason[i] < 0), left = all.filter((i) => view.selected.reason[i] >= 0);
    const label = columnLabel(made.kind, made.columns[c]).label, id = columnId(made.kind, made.columns[c]);
    const body = [];
    let summary;
    if (Number.isNaN(value)) summary = P.BLANKS[P.missing(data, view.selected, made, row, c)][1];
    else {
      summary = [P.chip(value), ` ${made.events[at] > 1 ? "mean of" : "from"} ${count(made.events[at], "event")}, ${count(made.n[at], "position")}, newest ${P.written(made.newest[at])}${made.mixed[at] ? "; both sides in one cell (±)" : ""}`];
      body.push(articles(actor, counted));
    }
    if (left.length) body.push(h("details", { open: Number.isNaN(value) }, h("summary", null, `${count(left.length, "position")} left out by the filters`), articles(actor, left)));
    body.push(...absences(actor, made.eventsOf[c]));
    if (made.kind === "event") body.push(h("p", null, h("a", { href: `event/${id}.html` }, "The event, and who else stood where")));
    show(`${t.actors.name[actor]}: ${label}`, summary, body, `${t.actors.id[actor]}~${id}`);
  }

  // The events of a cell without a position, by why there is none.
  function absences(actor, events) {
    const t = data.tables, kinds = { absent: [], not_asked: [], not_found: [] };
    for (const event of events) {
      if (view.stances.n[actor * data.E + event]) continue;
      const kind = P.MISSING[P.missingOn(data, view.selected, actor, event)];
      if (kinds[kind]) kinds[kind].push(event);
    }
    return Object.entries(kinds).filter(([, found]) => found.length).map(([kind, found]) => h("details", null,
      h("summary", null, `${count(found.length, "event")} without a position: ${P.BLANKS[kind][1]}`),
      h("ul", null, found.map((event) => h("li", null, `${t.events.when[event]} `, h("a", { href: `event/${t.events.id[event]}.html` }, t.events.title[event]))))));
  }

  function showPair(a, b) {
    if (a === b) return;
    const made = view.made, t = data.tables, [one, two] = [made.rows[a], made.rows[b]], at = a * made.R + b;
    const ends = made.status[at] === "ok" ? interval(a, b) : null;
    const summary = made.status[at] === "ok"
      ? `${P.MEASURES[made.measure].label}: ${made.value[at].toFixed(2)}${ends ? `, ${100 * data.tables.resampling.level} % interval ${ends[0].toFixed(2)} to ${ends[1].toFixed(2)}` : ""}, n ${made.n[at]} shared events`
      : `${STATUS[made.status[at]]} (n ${made.n[at]})`;
    const shared = [];
    for (let event = data.E - 1; event >= 0; event--) if (view.stances.n[one * data.E + event] && view.stances.n[two * data.E + event]) shared.push(event);
    const apart = (event) => Math.abs(view.stances.value[one * data.E + event] - view.stances.value[two * data.E + event]);
    shared.sort((x, y) => apart(y) - apart(x) || y - x);
    const list = shared.map((event) => {
      const place = h("div"), box = h("details", { ontoggle: () => {
        if (box.open && !place.childElementCount) place.append(...[one, two].flatMap((actor) => [h("h3", null, t.actors.name[actor]), articles(actor, rowsOf(actor, [event]).filter((i) => view.selected.reason[i] < 0))]));
      } }, h("summary", null, `${t.events.when[event].slice(0, 10)} ${t.events.title[event]}`, P.chip(view.stances.value[one * data.E + event]), P.chip(view.stances.value[two * data.E + event])), place);
      return box;
    });
    show(`${t.actors.name[one]} and ${t.actors.name[two]}`, summary, [h("p", { class: "dim" }, `Their shared events, widest apart first; the first stance is that of ${t.actors.name[one]}. Open one for the positions and sources.`), ...list], `${t.actors.id[one]}~${t.actors.id[two]}`);
  }

  // Away with it: the address, and files of exactly this view -----------------------------------------------------------------

  function sharing() {
    controls.link = h("a", { class: "view-link", href: "#" }, "Address of this view");
    const said = h("span", { role: "status", class: "dim" });
    const copy = h("button", { type: "button", onclick: () => {
      const done = navigator.clipboard ? navigator.clipboard.writeText(location.href) : Promise.reject(new Error("no clipboard"));
      done.then(() => { said.textContent = "Copied."; }, () => { said.textContent = "The browser does not let the page copy; take it from the address bar."; });
    } }, "Copy the address");
    const button = (label, act) => h("button", { type: "button", onclick: act }, label);
    return h("div", { class: "share", role: "group", "aria-label": "Share and download" }, copy, controls.link, said,
      button("Download csv", () => P.save(P.csv(sheet()), file("csv"), "text/csv")), button("Download json", () => P.save(P.json(data, state, view, sheet()), file("json"), "application/json")),
      button("Sources as BibTeX", bibtex));
  }

  function file(ending) {
    return `positions-${data.tables.version}-${state.view}.${ending}`;
  }

  // The view as records: one a cell, or one a pair, in the order shown.
  function sheet() {
    const made = view.made, t = data.tables, rows = [];
    if (state.view === "stance") {
      const ids = idsByCell();
      for (const r of view.order) for (let c = 0; c < made.C; c++) {
        const at = r * made.C + c, empty = Number.isNaN(made.value[at]), actor = made.rows[r], id = columnId(made.kind, made.columns[c]);
        rows.push({ actor_id: t.actors.id[actor], actor: t.actors.name[actor], [made.kind]: id, label: columnLabel(made.kind, made.columns[c]).label, stance: empty ? null : made.value[at], n: made.n[at], events: made.events[at], mixed: empty ? null : Boolean(made.mixed[at]), newest: empty ? null : P.written(made.newest[at]), missing: empty ? P.missing(data, view.selected, made, r, c) : null, position_ids: (ids.get(at) || []).join(" ") });
      }
    } else {
      view.order.forEach((a, i) => view.order.slice(i + 1).forEach((b) => {
        const at = a * made.R + b, ends = made.status[at] === "ok" && made.R <= 60 ? interval(a, b) : null;
        rows.push({ a: t.actors.id[made.rows[a]], b: t.actors.id[made.rows[b]], measure: made.measure, value: made.status[at] === "ok" ? made.value[at] : null, n: made.n[at], low: ends ? ends[0] : null, high: ends ? ends[1] : null, status: made.status[at] });
      }));
    }
    return rows;
  }

  function idsByCell() {
    const made = view.made, found = new Map(), rowOf = new Map(made.rows.map((actor, r) => [actor, r])), columnOf = new Map();
    made.eventsOf.forEach((events, c) => events.forEach((event) => columnOf.set(event, c)));
    for (let i = 0; i < data.N; i++) {
      if (view.selected.reason[i] >= 0 || !columnOf.has(data.event[i])) continue;
      const at = rowOf.get(data.actor[i]) * made.C + columnOf.get(data.event[i]);
      if (!found.has(at)) found.set(at, []);
      found.get(at).push(P.id(data, i));
    }
    return found;
  }

  function bibtex() {
    P.load("sources").then((told) => {
      const wanted = new Set();
      for (let i = 0; i < data.N; i++) if (view.selected.reason[i] < 0) for (const place of told.of[P.id(data, i)]) wanted.add(place);
      P.save([...wanted].sort((a, b) => a - b).map((place) => told.entries[place]).join("\n"), file("bib"), "application/x-bibtex");
    }, (error) => warn(error.message));
  }
})();
