// The columns of a matrix by id and by label.
(function (P) {
  "use strict";

  function columnId(data, kind, place) {
    const t = data.tables;
    return kind === "event" ? t.events.id[place] : kind === "issue" ? t.issues[place].id : t.topics[place].id;
  }

  function columnLabel(data, kind, place) {
    const t = data.tables;
    if (kind === "topic") return { label: t.topics[place].label, title: t.topics[place].question };
    if (kind === "event") return { label: t.events.title[place], when: t.events.when[place], title: `${t.events.when[place]}: ${t.events.title[place]}` };
    const issue = t.issues[place], topic = t.topics[data.topicAt.get(issue.topic)].label;
    return { label: issue.label, topic, title: `${topic}: ${issue.definition}` };
  }

  // Events on which nobody shown has a position are left out of the view, unless they are asked for.
  function shownColumns(made, empty) {
    if (made.kind !== "event" || empty) return made;
    const filled = new Uint8Array(made.C);
    for (let at = 0; at < made.n.length; at++) if (made.n[at]) filled[at % made.C] = 1;
    return P.pick(made, [...filled.keys()].filter((c) => filled[c]));
  }

  Object.assign(P, { columnId, columnLabel, shownColumns });
})(globalThis.Positions ||= {});
