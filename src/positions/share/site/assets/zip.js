// Files packed into one, as they are: a Zip archive without compression, the same bytes for the same files.
(function (P) {
  "use strict";

  const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
    for (let bit = 0; bit < 8; bit++) byte = byte & 1 ? 0xedb88320 ^ (byte >>> 1) : byte >>> 1;
    return byte;
  });
  // The first of January 1980, where the calendar of the format begins.
  const DATE = 0x21;

  function checksum(bytes) {
    let sum = 0xffffffff;
    for (const byte of bytes) sum = TABLE[(sum ^ byte) & 0xff] ^ (sum >>> 8);
    return ~sum >>> 0;
  }

  // Numbers of two or four bytes, lowest first: [value, bytes] ...
  function packed(...fields) {
    return Uint8Array.from(fields.flatMap(([value, bytes]) => Array.from({ length: bytes }, (_, i) => (value >>> (8 * i)) & 0xff)));
  }

  // What stands before a file, and again in the list at the end; names are UTF-8 (bit 11).
  function about(name, content) {
    return [[20, 2], [0x800, 2], [0, 2], [0, 2], [DATE, 2], [checksum(content), 4], [content.length, 4], [content.length, 4], [name.length, 2], [0, 2]];
  }

  // The parts of an archive of texts by their names, ready for a Blob.
  function zip(texts) {
    const coder = new TextEncoder(), parts = [], list = [];
    let offset = 0;
    for (const [name, text] of Object.entries(texts)) {
      const called = coder.encode(name), content = coder.encode(text), fields = about(called, content);
      const head = packed([0x04034b50, 4], ...fields);
      list.push(packed([0x02014b50, 4], [20, 2], ...fields, [0, 2], [0, 2], [0, 2], [0, 4], [offset, 4]), called);
      parts.push(head, called, content);
      offset += head.length + called.length + content.length;
    }
    const size = list.reduce((total, part) => total + part.length, 0), many = list.length / 2;
    return [...parts, ...list, packed([0x06054b50, 4], [0, 2], [0, 2], [many, 2], [many, 2], [size, 4], [offset, 4], [0, 2])];
  }

  P.zip = zip;
})(globalThis.Positions ||= {});
