// Files that the page hands to the reader.
(function (P) {
  "use strict";

  // Text that a spreadsheet would take for a formula is made plain text.
  function field(value) {
    if (value === null || value === undefined) return "";
    if (typeof value === "number" || typeof value === "boolean") return String(value);
    const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
    return /[",\n\r]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
  }

  function csv(rows) {
    if (!rows.length) return "";
    const names = Object.keys(rows[0]);
    return [names, ...rows.map((row) => names.map((name) => row[name]))].map((line) => line.map(field).join(",")).join("\r\n") + "\r\n";
  }

  function json({ data, state }, rows) {
    return `${JSON.stringify({ dataset: "positions", version: data.tables.version, view: P.write(data, state), command: P.command(data, state), choices: state, rows }, null, 1)}\n`;
  }

  function save(content, name, type) {
    const link = P.h("a", { href: URL.createObjectURL(new Blob([content].flat(), { type })), download: name });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  }

  Object.assign(P, { csv, json, save });
})(globalThis.Positions ||= {});
