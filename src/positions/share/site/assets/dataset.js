// The tables as the numbers need them: typed arrays, and what is looked up often.
(function (P) {
  "use strict";

  function index(ids) {
    return new Map(ids.map((id, place) => [id, place]));
  }

  // The tables as typed arrays with what is looked up often; called once.
  function open(tables) {
    const p = tables.positions, E = tables.events.id.length, A = tables.actors.id.length;
    const data = {
      tables, E, A, N: p.event.length,
      event: Int32Array.from(p.event), actor: Int32Array.from(p.actor),
      first: Int32Array.from(p.first), last: Int32Array.from(p.first, (v, i) => v + p.days[i]),
      stance: Int8Array.from(p.stance), deed: Uint8Array.from(p.deed), contested: Uint8Array.from(p.contested),
      organ: Uint8Array.from(p.organ), confidence: Uint8Array.from(p.confidence),
      actorAt: index(tables.actors.id), eventAt: index(tables.events.id),
      topicAt: index(tables.topics.map((t) => t.id)), issueAt: index(tables.issues.map((t) => t.id)),
      groupAt: index(tables.groups.map((g) => g.id)),
      branchOfOrgan: tables.codes.organ.map((code) => code.parent),
    };
    data.asked = tables.events.body.map((body, event) => body < 0 ? null : membersMeeting(
      data, body, tables.events.first[event], tables.events.last[event]));
    // Resamples are drawn over events in the order of their ids.
    data.byId = [...tables.events.id.keys()].sort((a, b) => tables.events.id[a] < tables.events.id[b] ? -1 : 1);
    return data;
  }

  function membersMeeting(data, group, first, last) {
    const members = new Uint8Array(data.A);
    for (const [actor, since, until] of data.tables.groups[group].spells) {
      if (since <= last && until >= first) members[actor] = 1;
    }
    return members;
  }

  function id(data, row) {
    const parts = [data.tables.events.id[data.event[row]], data.tables.actors.id[data.actor[row]]];
    const key = data.tables.positions.key[row];
    return (key ? [...parts, key] : parts).join(":");
  }

  Object.assign(P, { open, id });
})(globalThis.Positions ||= {});
