// The period: two sliders of years over a row of bars, and the exact dates beside them.
(function (P) {
  "use strict";
  const { h } = P, NS = "http://www.w3.org/2000/svg", WIDE = 240, TALL = 38;

  function svg(tag, attributes) {
    const made = document.createElementNS(NS, tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    return made;
  }

  function year(days) {
    return Number(P.written(days).slice(0, 4));
  }

  // The first and the last year, and how many positions each year holds.
  function span(data) {
    const counts = new Map();
    for (const at of data.first.map(year)) counts.set(at, (counts.get(at) || 0) + 1);
    const years = [...counts.keys()], last = data.last.reduce((a, b) => Math.max(a, b));
    return { low: Math.min(...years), high: Math.max(...years, year(last)), counts };
  }

  function bars(app, { low, high, counts }) {
    const most = Math.max(...counts.values()), wide = WIDE / (high - low + 1), made = [];
    const picture = svg("svg", { class: "spark", viewBox: `0 0 ${WIDE} ${TALL}`, preserveAspectRatio: "none", "aria-hidden": "true" });
    for (let at = low; at <= high; at++) {
      const tall = counts.has(at) ? 3 + (TALL - 3) * Math.sqrt(counts.get(at) / most) : 0;
      made.push([at, svg("rect", { x: (at - low) * wide, y: TALL - tall, width: Math.max(wide - 0.6, 0.5), height: tall })]);
    }
    picture.append(...made.map((pair) => pair[1]));
    app.settlers.push(() => {
      const { since, asOf } = app.state, from = since ? Number(since.slice(0, 4)) : low, to = asOf ? Number(asOf.slice(0, 4)) : high;
      for (const [at, bar] of made) bar.setAttribute("class", at >= from && at <= to ? "on" : "");
    });
    return picture;
  }

  // A slider pushes the other end along where it would pass it.
  function slider(app, label, name, other, { low, high }) {
    const begins = name === "since", end = begins ? low : high;
    const box = h("input", { type: "range", min: low, max: high, step: 1, "aria-label": label, oninput: () => {
      const at = Number(box.value), far = Number(app.state[other].slice(0, 4)), beyond = app.state[other] && (begins ? at > far : at < far);
      app.change({ [name]: at === end ? "" : String(at), ...(beyond ? { [other]: String(at) } : {}) });
    } });
    app.settlers.push(() => {
      box.value = (app.state[name] || String(end)).slice(0, 4);
      box.setAttribute("aria-valuetext", app.state[name] || "no limit");
    });
    return box;
  }

  function period(app) {
    const known = span(app.data), { field, dated } = P.controls;
    const made = field("Period", bars(app, known), slider(app, "From the year", "since", "asOf", known), slider(app, "To the year", "asOf", "since", known),
      h("div", { class: "pair" }, dated(app, "From", "since"), dated(app, "To", "asOf")));
    made.className = "period";
    return made;
  }

  P.period = period;
})(globalThis.Positions ||= {});
