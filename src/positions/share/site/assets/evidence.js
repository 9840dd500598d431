// Data that arrives as scripts, since a page opened by a double click may fetch in no other way; and positions shown
// with their sources. All text enters the page as text, never as markup.
(function () {
  "use strict";
  const Positions = window.Positions;
  const waiting = new Map(), arrived = new Map();

  // Only names of data files of this site become scripts.
  const NAME = /^[A-Za-z][A-Za-z-]*$/;
  const policy = window.trustedTypes ? window.trustedTypes.createPolicy("positions-data", { createScriptURL: address }) : { createScriptURL: address };

  function address(name) {
    if (!NAME.test(name)) throw new TypeError(`no data file is called ${name}`);
    return `data/${name}.js`;
  }

  function receive(name, value) {
    arrived.set(name, value);
    const settle = waiting.get(name);
    if (settle) settle.resolve(value);
  }

  // The data of a name, loaded once.
  function load(name) {
    if (arrived.has(name)) return Promise.resolve(arrived.get(name));
    if (!waiting.has(name)) {
      const settle = {};
      settle.promise = new Promise((resolve, reject) => { settle.resolve = resolve; settle.reject = reject; });
      waiting.set(name, settle);
      if (name !== "explorer") {
        const script = document.createElement("script");
        script.src = policy.createScriptURL(name);
        script.onerror = () => { waiting.delete(name); script.remove(); settle.reject(new Error(`data/${name}.js could not be loaded`)); };
        document.head.append(script);
      }
    }
    return waiting.get(name).promise;
  }

  // An element with attributes and children; a text child stays text.
  function h(tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) {
      if (value === null || value === undefined || value === false) continue;
      if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
      else if (name === "class") element.className = value;
      else element.setAttribute(name, value === true ? "" : value);
    }
    element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
    return element;
  }

  // Numbers as the pages write them -----------------------------------------------------------------------------------

  const SIDES = { "-2": "acts against", "-1": "speaks against", 0: "undecided", 1: "speaks for", 2: "acts for" };
  const BLANKS = {
    not_found: ["·", "nothing found: an open question on which no position was found"],
    absent: ["○", "absent: a member of the body that was asked, but no answer is recorded"],
    not_asked: ["–", "not asked: the question went to the members of a body alone, and it was none"],
    left_out: ["…", "left out: positions are recorded, but the filters leave them out"],
  };

  function signed(value) {
    const tenths = Math.floor(Math.abs(value) * 10 + 0.5 + 1e-9) / 10;
    return tenths === 0 ? "0" : (value > 0 ? "+" : "−") + tenths;
  }

  function tone(value) {
    const steps = Math.floor(Math.abs(value) * 2 + 0.5 + 1e-9);
    return `t${value > 0 ? steps : -steps || 0}`;
  }

  function side(value) {
    if (value === 0) return "undecided";
    const towards = value > 0 ? "for" : "against", strength = Math.abs(value);
    return strength < 0.5 ? `slightly ${towards}` : strength < 1.5 ? towards : `strongly ${towards}`;
  }

  function chip(stance) {
    const words = Number.isInteger(stance) ? SIDES[stance] : side(stance);
    return h("span", { class: `chip ${tone(stance)}` }, h("b", null, signed(stance)), ` ${words}`);
  }

  // A position with its sources; `told` is what the file of its actor says of it.
  function position(data, row, told, passages, reason) {
    const t = data.tables, event = data.event[row], id = Positions.id(data, row), actor = t.actors.id[data.actor[row]];
    const how = [told.by, told.instrument, told.attribution, `${told.confidence} confidence`];
    return h("article", { class: "position" },
      h("h3", null, h("a", { href: `event/${t.events.id[event]}.html` }, t.events.title[event])),
      h("p", { class: "side" }, chip(data.stance[row]), " ", h("time", null, told.date), h("span", { class: "dim" }, t.issues[t.events.issue[event]].label)),
      h("p", null, told.summary),
      h("p", { class: "how" }, how.join(" · "), told.contested ? [" · ", h("strong", { class: "flag" }, "contested")] : null),
      told.note ? h("p", { class: "how" }, `Note: ${told.note}`) : null,
      reason ? h("p", { class: "how" }, h("strong", { class: "flag" }, `Does not count here: ${reason}`)) : null,
      h("ul", { class: "sources", "aria-label": "Sources" }, told.sources.map((place) => h("li", null, source(passages[place])))),
      h("p", { class: "ref" }, h("code", null, id), " ", h("a", { href: `actor/${actor}.html#${id}` }, "Address"), " ", h("a", { href: `report.html#${id}` }, "Report an error")));
  }

  function source(passage) {
    return [
      passage.link && /^https?:/.test(passage.link) ? h("a", { href: passage.link, rel: "noopener noreferrer external", target: "_blank" }, passage.title) : passage.title,
      " ", h("span", { class: "by" }, passage.by), passage.relation ? [" ", h("strong", { class: "flag" }, passage.relation)] : null,
      passage.words ? h("q", { class: "find" }, passage.words) : null,
    ].flat();
  }

  Object.assign(Positions, { receive, load, h, signed, tone, side, chip, position, SIDES, BLANKS });
})();
