// A grid of many cells of which only those in sight exist, with one stop for the tab key and arrows inside.
(function (P) {
  "use strict";
  const { h } = P;
  const SPARE = 3, PAGE = 10;

  // A model has R, C, label, corner, head(c), side(r), cell(r, c) and sizes in rem: first, width (least and most), height,
  // top. `onOpen(row, column)` answers Enter or a click on a cell, `onSort(column)` on the head of a column, `onTell(row,
  // column)` the place in focus or under the pointer. Row -1 is the heads of columns, column -1 the heads of rows.
  class Grid {
    constructor(scroller, { onOpen, onSort, onTell }) {
      Object.assign(this, { scroller, onOpen, onSort, onTell, at: { r: 0, c: 0 }, model: null, whole: false, window: null });
      this.heads = new P.Heads(this);
      this.body = h("tbody", { role: "rowgroup" });
      this.table = h("table", { class: "grid", role: "grid" }, h("thead", { role: "rowgroup" }, this.heads.element), this.body);
      this.rows = new P.Reel(this.body, () => new P.Row(this));
      scroller.append(this.table);
      this.listen();
    }

    listen() {
      const { table, scroller } = this;
      scroller.addEventListener("scroll", () => this.soon(), { passive: true });
      scroller.addEventListener("keydown", (event) => this.key(event));
      table.addEventListener("click", (event) => this.press(event));
      for (const name of ["focusin", "pointerover"]) table.addEventListener(name, (event) => this.told(event));
      new ResizeObserver(() => this.model && this.paint(true)).observe(scroller);
      window.addEventListener("beforeprint", () => this.print(true));
      window.addEventListener("afterprint", () => this.print(false));
    }

    // On paper there is no scrolling: all cells, unless they are too many for any paper.
    print(whole) {
      if (!this.model) return;
      this.whole = whole && this.model.R * this.model.C < 30000;
      this.paint();
    }

    show(model) {
      this.at = { r: Math.min(this.at.r, model.R - 1), c: Math.min(this.at.c, model.C - 1) };
      this.model = model;
      this.heads.corner.textContent = model.corner;
      for (const [name, value] of [["aria-label", model.label], ["aria-rowcount", model.R + 1], ["aria-colcount", model.C + 1]]) this.table.setAttribute(name, value);
      this.table.classList.toggle("flat", Boolean(model.flat));
      this.table.classList.toggle("dense", Boolean(model.dense));
      this.paint();
    }

    // Show the cells in sight anew, what they tell having changed. `resized` spares what already stands.
    paint(resized = false) {
      const before = this.window, sizes = this.measured();
      const same = resized && before && ["first", "width", "height"].every((name) => before[name] === sizes[name]);
      this.draw(P.sight(this, sizes, SPARE), !same);
    }

    measured() {
      const sizes = P.sizes(this.scroller, this.model), { table, model } = this;
      for (const [name, value] of [["--first", sizes.first], ["--col", sizes.width], ["--row", sizes.height], ["--top", sizes.top]]) table.style.setProperty(name, `${value}px`);
      table.style.width = `${sizes.first + model.C * sizes.width}px`;
      table.style.height = `${sizes.top + model.R * sizes.height}px`;
      return sizes;
    }

    soon() {
      if (this.due || !this.model || this.whole) return;
      this.due = true;
      requestAnimationFrame(() => {
        this.due = false;
        if (!P.holds(this)) this.draw(P.sight(this, this.window, SPARE), false);
      });
    }

    draw(window, fresh) {
      const held = this.scroller.contains(document.activeElement);
      this.window = window;
      this.heads.hold(window, fresh);
      this.rows.hold(window.r0, window.r1, fresh);
      for (const row of this.rows.things) row.hold(window, false);
      this.mark(held);
    }

    element(r, c) {
      const line = r < 0 ? this.heads : this.rows.at(r);
      if (!line) return null;
      if (c < 0) return line.element.firstChild;
      const cell = line.cells.at(c);
      return cell ? cell.element : null;
    }

    // One cell can be reached with the tab key: the one last used, or the first in sight.
    mark(focus) {
      const found = this.element(this.at.r, this.at.c), entry = found || this.body.querySelector("td.cell");
      if (this.entry && this.entry !== entry) this.entry.tabIndex = -1;
      this.entry = entry;
      if (entry) entry.tabIndex = 0;
      const wanted = found || this.scroller;
      if (focus && document.activeElement !== wanted) wanted.focus({ preventScroll: true });
    }

    go(r, c) {
      const { model, window, scroller } = this, clip = (value, most) => Math.max(-1, Math.min(most - 1, value));
      this.at = { r: clip(r, model.R), c: clip(c, model.C) };
      if (this.at.r >= 0) scroller.scrollTop = P.nearest(scroller.scrollTop, this.at.r * window.height, window.height, scroller.clientHeight - window.top);
      if (this.at.c >= 0) scroller.scrollLeft = P.nearest(scroller.scrollLeft, this.at.c * window.width, window.width, scroller.clientWidth - window.first);
      this.draw(P.sight(this, window, SPARE), false);
      this.mark(true);
    }

    key(event) {
      if (event.altKey || event.metaKey || !this.model) return;
      const { r, c } = this.at, { R, C } = this.model, far = event.ctrlKey;
      const moves = {
        ArrowUp: [r - 1, c], ArrowDown: [r + 1, c], ArrowLeft: [r, c - 1], ArrowRight: [r, c + 1], PageUp: [Math.max(r - PAGE, 0), c], PageDown: [r + PAGE, c],
        Home: [far ? 0 : r, far ? 0 : -1], End: [far ? R - 1 : r, C - 1],
      };
      const used = event.key === "Enter" || event.key === " ";
      if (!moves[event.key] && !used) return;
      event.preventDefault();
      if (used) this.use(r, c);
      else this.go(...moves[event.key]);
    }

    // The row and column of what an event came from.
    place(event) {
      const cell = event.target.closest("[aria-colindex]");
      return cell && { r: cell.closest("tr").getAttribute("aria-rowindex") - 2, c: cell.getAttribute("aria-colindex") - 2 };
    }

    press(event) {
      const place = this.place(event);
      if (!place || event.target.closest("a")) return;
      this.at = place;
      this.mark(true);
      this.use(place.r, place.c);
    }

    use(r, c) {
      if (r < 0) this.onSort(c);
      else if (c < 0) this.element(r, c)?.querySelector("a")?.click();
      else this.onOpen(r, c);
    }

    told(event) {
      const place = this.place(event);
      if (!place) return;
      if (event.type === "focusin") this.at = place;
      const { r, c } = place, { R, C } = this.model;
      if (r >= 0 && c >= 0 && r < R && c < C) this.onTell(r, c);
    }

    focus() {
      this.go(this.at.r, this.at.c);
    }
  }

  P.Grid = Grid;
})(globalThis.Positions ||= {});
