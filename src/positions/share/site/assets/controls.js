// The parts of a form: each changes one choice of the app, and shows what is chosen whenever that changes.
(function (P) {
  "use strict";
  const { h } = P;

  function choice(app, label, name, pairs) {
    const id = `choose-${name}`, box = h("select", { id, onchange: () => app.change({ [name]: box.value }) }, pairs.map(([value, text]) => h("option", { value }, text)));
    app.settlers.push(() => {
      if ([...box.options].some((option) => option.value === app.state[name])) box.value = app.state[name];
      else box.selectedIndex = -1;
    });
    return h("div", { class: "choice" }, h("label", { for: id }, label), box);
  }

  function tick(app, label, checked, act, attributes = { type: "checkbox" }) {
    const box = h("input", { ...attributes, onchange: () => act(box.checked) });
    app.settlers.push(() => { box.checked = checked(); });
    return h("label", { class: "tick" }, box, label);
  }

  // One box for each of the codes that a choice may hold; what else it holds stays.
  function ticks(app, name, rows) {
    const known = new Set(rows.map((row) => row[0])), chosen = (id) => app.state[name].includes(id);
    const changed = (id, on) => [...app.state[name].filter((other) => !known.has(other)), ...[...known].filter((other) => (other === id ? on : chosen(other)))];
    return rows.map(([id, label]) => tick(app, label, () => chosen(id), (on) => app.change({ [name]: changed(id, on) })));
  }

  function radios(app, name, rows) {
    return rows.map(([value, label]) => tick(app, label, () => app.state[name] === value, () => app.change({ [name]: value }), { type: "radio", name, value }));
  }

  function field(legend, ...parts) {
    return h("fieldset", null, h("legend", null, legend), h("div", null, ...parts));
  }

  function dated(app, label, name) {
    const id = `date-${name}`;
    const box = h("input", { type: "text", id, inputmode: "numeric", placeholder: "2018-12-31", autocomplete: "off", size: 10, onchange: () => {
      const text = box.value.trim(), right = text === "" || P.day(text) !== null;
      box.setCustomValidity(right ? "" : "A date like 2018, 2018-12 or 2018-12-31");
      if (right) app.change({ [name]: text }); else box.reportValidity();
    } });
    app.settlers.push(() => { if (document.activeElement !== box) box.value = app.state[name]; });
    return h("div", null, h("label", { for: id }, label), box);
  }

  // A button that is pressed while a flag is up.
  function toggle(app, label, name) {
    const button = h("button", { type: "button", onclick: () => app.change({ [name]: !app.state[name] }) }, label);
    app.settlers.push(() => button.setAttribute("aria-pressed", String(app.state[name])));
    return button;
  }

  // Shown only while something holds.
  function shownIf(app, element, holds) {
    app.settlers.push(() => { element.hidden = !holds(app.state); });
    return element;
  }

  P.controls = { choice, tick, ticks, radios, field, dated, toggle, shownIf };
})(globalThis.Positions ||= {});
