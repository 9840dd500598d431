// A position with its sources, as it is shown behind a cell.
(function (P) {
  "use strict";
  const { h } = P;

  // `told` is what the file of its actor says of it, `reason` why it does not count, if so.
  function position(data, row, told, passages, reason) {
    const t = data.tables, event = data.event[row], id = P.id(data, row), actor = t.actors.id[data.actor[row]];
    const how = [told.by, told.instrument, told.attribution, `${told.confidence} confidence`];
    return h("article", { class: "position" },
      h("h3", null, h("a", { href: `event/${t.events.id[event]}.html` }, t.events.title[event])),
      h("p", { class: "side" }, P.chip(data.stance[row]), " ", h("time", null, told.date), h("span", { class: "dim" }, t.issues[t.events.issue[event]].label)),
      h("p", null, told.summary),
      h("p", { class: "how" }, how.join(" · "), told.contested ? [" · ", h("strong", { class: "flag" }, "contested")] : null),
      told.note ? h("p", { class: "how" }, `Note: ${told.note}`) : null,
      reason ? h("p", { class: "how" }, h("strong", { class: "flag" }, `Does not count here: ${reason}`)) : null,
      h("ul", { class: "sources", "aria-label": "Sources" }, told.sources.map((place) => h("li", null, source(passages[place])))),
      h("p", { class: "ref" }, h("code", null, id), " ", h("a", { href: `actor/${actor}.html#${id}` }, "Address"), " ", h("a", { href: `report.html#${id}` }, "Report an error")));
  }

  function source(passage) {
    const link = { href: passage.link, rel: "noopener noreferrer external", target: "_blank" };
    return [
      passage.link && /^https?:/.test(passage.link) ? h("a", link, passage.title) : passage.title,
      " ", h("span", { class: "by" }, passage.by), passage.relation ? [" ", h("strong", { class: "flag" }, passage.relation)] : null,
      passage.words ? h("q", { class: "find" }, passage.words) : null,
    ].flat();
  }

  Object.assign(P, { position });
})(globalThis.Positions ||= {});
