// Records as a workbook for Excel: numbers stay numbers, text stays text and never becomes a formula.
(function (P) {
  "use strict";

  const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n', OPEN = "http://schemas.openxmlformats.org/", OFFICE = `${OPEN}officeDocument/2006/relationships`;
  const MAIN = `${OPEN}spreadsheetml/2006/main`, KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml";
  const ESCAPED = { "<": "&lt;", ">": "&gt;", "&": "&amp;", '"': "&quot;" };

  // Characters that XML cannot hold are left out.
  function xml(text) {
    return String(text).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "").replace(/[<>&"]/g, (character) => ESCAPED[character]);
  }

  function cell(value) {
    if (value === null || value === undefined || value === "") return "<c/>";
    if (typeof value === "number") return `<c><v>${value}</v></c>`;
    if (typeof value === "boolean") return `<c t="b"><v>${value ? 1 : 0}</v></c>`;
    return `<c t="inlineStr"><is><t xml:space="preserve">${xml(value)}</t></is></c>`;
  }

  // The first line stays in sight.
  function sheet(lines) {
    const rows = lines.map((line) => `<row>${line.map(cell).join("")}</row>`).join("");
    return `${HEAD}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>${rows}</sheetData></worksheet>`;
  }

  function related(links) {
    const told = links.map(([type, target], i) => `<Relationship Id="r${i + 1}" Type="${OFFICE}/${type}" Target="${target}"/>`);
    return `${HEAD}<Relationships xmlns="${OPEN}package/2006/relationships">${told.join("")}</Relationships>`;
  }

  // Sheets by their names, each a list of lines, as the parts of a Blob.
  function workbook(sheets) {
    const names = Object.keys(sheets), path = (i) => `worksheets/sheet${i + 1}.xml`;
    const types = names.map((_, i) => `<Override PartName="/xl/${path(i)}" ContentType="${KIND}.worksheet+xml"/>`).join("");
    return P.zip({
      "[Content_Types].xml": `${HEAD}<Types xmlns="${OPEN}package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${KIND}.sheet.main+xml"/>${types}</Types>`,
      "_rels/.rels": related([["officeDocument", "xl/workbook.xml"]]),
      "xl/workbook.xml": `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${names.map((name, i) => `<sheet name="${xml(name)}" sheetId="${i + 1}" r:id="r${i + 1}"/>`).join("")}</sheets></workbook>`,
      "xl/_rels/workbook.xml.rels": related(names.map((_, i) => ["worksheet", path(i)])),
      ...Object.fromEntries(names.map((name, i) => [`xl/${path(i)}`, sheet(sheets[name])])),
    });
  }

  P.workbook = workbook;
})(globalThis.Positions ||= {});
