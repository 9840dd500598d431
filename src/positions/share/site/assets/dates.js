// Dates as days since 1970, read as precisely as they are given.
(function (P) {
  "use strict";

  // Dates as precise as they are given: 2017, 2017-05 or 2017-05-17 to the first or the last day, counted from 1970.
  function day(text, last) {
    const found = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(text || "");
    if (!found) return null;
    const year = Number(found[1]), month = found[2] ? Number(found[2]) : (last ? 12 : 1);
    if (month < 1 || month > 12) return null;
    const longest = new Date(Date.UTC(year, month, 0)).getUTCDate();
    const date = found[3] ? Number(found[3]) : (last ? longest : 1);
    if (date < 1 || date > longest) return null;
    return Date.UTC(year, month - 1, date) / 864e5;
  }

  function written(days) {
    return new Date(days * 864e5).toISOString().slice(0, 10);
  }

  Object.assign(P, { day, written });
})(globalThis.Positions ||= {});
