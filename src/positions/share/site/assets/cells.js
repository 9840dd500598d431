// The cells and heads of a grid: elements that are made once and told what to show as often as needed.
(function (P) {
  "use strict";
  const { h } = P;

  // Attributes and text change only where they differ: most cells of a new view are those of the old one.
  class Part {
    constructor(tag, attributes) {
      this.element = h(tag, { tabindex: -1, ...attributes });
      this.known = {};
    }

    set(name, value) {
      if (this.known[name] === value) return;
      this.known[name] = value;
      if (name === "class") this.element.className = value;
      else if (value === null || value === undefined) this.element.removeAttribute(name);
      else this.element.setAttribute(name, value);
    }

    text(value) {
      if (this.known.text === value) return;
      this.known.text = value;
      this.element.textContent = value;
    }
  }

  class Cell extends Part {
    constructor(row) {
      super("td", { role: "gridcell" });
      this.row = row;
    }

    show(c) {
      const told = this.row.grid.model.cell(this.row.r, c);
      this.set("aria-colindex", c + 2);
      this.set("class", `cell ${told.tone}`);
      // Where a cell shows several figures, what is read aloud stands beside what is seen.
      this.set("aria-label", told.small ? null : told.says);
      if (told.small || told.mixed) this.compose(told);
      else this.text(told.mark);
    }

    compose(told) {
      const mixed = told.mixed ? h("span", { class: "mixed" }, "±") : "";
      this.known.text = null;
      if (told.small) this.element.replaceChildren(h("span", { "aria-hidden": "true" }, told.mark, mixed, told.small.map((line) => h("small", null, line))), h("span", { class: "sr" }, told.says));
      else this.element.replaceChildren(told.mark, mixed);
    }
  }

  class ColumnHead extends Part {
    constructor(grid) {
      super("th", { role: "columnheader", scope: "col" });
      this.grid = grid;
      this.element.append(this.band = h("span", { class: "band", "aria-hidden": "true", hidden: true }), this.name = h("span", { class: "name" }));
    }

    show(c) {
      const told = this.grid.model.head(c);
      this.set("aria-colindex", c + 2);
      this.set("class", `col${told.sorted ? " sorted" : ""}${told.band ? " begins" : ""}`);
      this.set("aria-sort", told.sorted || null);
      this.set("title", told.title);
      this.band.textContent = told.band || "";
      this.band.hidden = !told.band;
      this.name.textContent = told.label;
    }
  }

  class RowHead extends Part {
    constructor() {
      super("th", { role: "rowheader", scope: "row", "aria-colindex": 1 });
      this.element.append(this.link = h("a", { tabindex: -1 }));
    }

    show(told) {
      this.set("title", told.label);
      this.link.textContent = told.label;
      this.link.href = told.href;
    }
  }

  Object.assign(P, { Cell, ColumnHead, RowHead });
})(globalThis.Positions ||= {});
