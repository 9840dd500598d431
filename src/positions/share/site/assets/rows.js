// The rows of a grid: a head that stays, room for the columns before those in sight, and the cells in sight.
(function (P) {
  "use strict";
  const { h } = P;

  class Line {
    constructor(grid, head, make) {
      this.grid = grid;
      this.gap = h("td", { role: "presentation", class: "gap" });
      this.element = h("tr", { role: "row" }, head, this.gap);
      this.cells = new P.Reel(this.element, make);
      this.before = -1;
    }

    // Hold the columns of a window.
    hold({ c0, c1, width }, fresh) {
      this.cells.hold(c0, c1, fresh);
      if (this.before === c0 * width) return;
      this.before = c0 * width;
      this.gap.style.width = `${this.before}px`;
    }
  }

  // The heads of columns.
  class Heads extends Line {
    constructor(grid) {
      const corner = h("th", { role: "columnheader", scope: "col", class: "corner", "aria-colindex": 1, tabindex: -1 });
      super(grid, corner, () => new P.ColumnHead(grid));
      this.corner = corner;
      this.element.setAttribute("aria-rowindex", 1);
    }
  }

  class Row extends Line {
    constructor(grid) {
      const head = new P.RowHead();
      super(grid, head.element, () => new P.Cell(this));
      this.head = head;
    }

    show(r) {
      this.r = r;
      this.element.setAttribute("aria-rowindex", r + 2);
      this.element.style.top = `${r * this.grid.window.height}px`;
      this.head.show(this.grid.model.side(r));
      this.hold(this.grid.window, true);
    }
  }

  Object.assign(P, { Heads, Row });
})(globalThis.Positions ||= {});
