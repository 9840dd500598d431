// Whom to compare: actors, groups and regions, which add up.
(function (P) {
  "use strict";
  const { h } = P;

  function who(app) {
    const { ticks, shownIf, dated } = P.controls, { groups } = app.data.tables;
    const list = (region) => groups.filter((group) => (group.kind === "region") === region).sort((a, b) => a.name < b.name ? -1 : 1).map((group) => [group.id, group.name]);
    const box = (label, region) => h("details", null, h("summary", null, label), h("div", { role: "group", "aria-label": label }, ticks(app, "groups", list(region))));
    return h("fieldset", { class: "who" }, h("legend", null, "Actors"), h("div", null, picker(app), tokens(app),
      box("Groups", false), box("Regions", true), shownIf(app, dated(app, "Members as of (empty: on the day of each act)", "membersAsOf"), (state) => state.groups.length > 0)));
  }

  function picker(app) {
    const { actors, groups } = app.data.tables, names = new Map();
    const know = (kind, id, name) => { for (const word of [id, name]) names.set(word.toLowerCase(), [kind, id]); };
    groups.forEach(({ id, name }) => know("groups", id, name));
    actors.id.forEach((id, place) => know("actors", id, actors.name[place]));
    const take = () => {
      const found = names.get(input.value.trim().toLowerCase());
      if (!found) return;
      input.value = "";
      app.change({ [found[0]]: [...new Set([...app.state[found[0]], found[1]])] });
    };
    const input = h("input", { type: "text", id: "pick-actor", list: "known-actors", autocomplete: "off", placeholder: "Lithuania, DEU, EU …", "aria-describedby": "pick-hint", onchange: take,
      onkeydown: (event) => { if (event.key === "Enter") { event.preventDefault(); take(); } } });
    return [h("label", { for: "pick-actor" }, "Add an actor, a group or a region"), input,
      h("datalist", { id: "known-actors" }, [...groups.map((group) => group.name), ...actors.name].map((name) => h("option", { value: name }))),
      h("p", { class: "hint", id: "pick-hint" }, "All that you name are shown; actors stand first.")];
  }

  // What is chosen, each with a button that takes it away.
  function tokens(app) {
    const { data } = app, { actors, groups } = data.tables, list = h("ul", { class: "tokens" });
    const token = (kind, id, name) => h("li", null, h("button", { type: "button", "aria-label": `Remove ${name}`, onclick: () => {
      app.change({ [kind]: app.state[kind].filter((other) => other !== id) });
      document.getElementById("pick-actor").focus();
    } }, `${name} ×`));
    app.settlers.push(() => list.replaceChildren(
      ...app.state.actors.map((id) => token("actors", id, actors.name[data.actorAt.get(id)])),
      ...app.state.groups.map((id) => token("groups", id, groups[data.groupAt.get(id)].name))));
    return list;
  }

  P.who = who;
})(globalThis.Positions ||= {});
