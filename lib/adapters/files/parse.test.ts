import { crc32, deflateRawSync, deflateSync } from "node:zlib";
import { expect, test } from "vitest";
import { documentLimits, readDocument } from "./document-thread";
import { parseFile } from "./parse";

const bytes = (text: string) => new TextEncoder().encode(text);

test("text is read as UTF-8, with a mark where the bytes are none", async () => {
  expect(await parseFile(bytes("Grüße"), "text/plain")).toBe("Grüße");
  expect(await parseFile(new Uint8Array([0x61, 0xff, 0x62]), "text/csv")).toBe("a\ufffdb");
});

test("the text of a PDF is read, page by page", async () => {
  expect(await parseFile(aPdf(["Hello from page one", "And page two"]), "application/pdf")).toBe(
    "Hello from page one\n\nAnd page two",
  );
});

test("a PDF whose pages share one long text is refused before the text is too long to keep", async () => {
  const pages = aPdf(["a line that is in every page"], { copies: 1_000 });
  const limits = { ...documentLimits, charsMax: 10_000 };
  await expect(parseFile(pages, pdfType, { limits })).rejects.toThrow("too much text");
  expect((await parseFile(pages, pdfType)).length).toBeGreaterThan(10_000);
});

test("the text of a Word document is read", async () => {
  expect((await parseFile(aDocx("Hello from Word"), docxType)).trim()).toBe("Hello from Word");
});

test("the text of a compressed Word document is read", async () => {
  expect((await parseFile(aDocx("Hello from Word", deflated), docxType)).trim()).toBe("Hello from Word");
});

// A hundred kilobytes can hold a gigabyte, which would end the process that unpacks them.
test("a Word document that is huge once it is unpacked is refused, whatever it says of its size", async () => {
  const bomb = aDocx(" ".repeat(20_000_000), deflated);
  expect(bomb.byteLength).toBeLessThan(1_000_000);
  await expect(parseFile(bomb, docxType)).rejects.toMatchObject({
    code: "invalid_argument",
    message: expect.stringContaining("too large"),
  });
}, 20_000);

test.each(["application/pdf", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"])(
  "a broken document of type %s is refused with a reason",
  async (type) => {
    await expect(parseFile(bytes("nonsense"), type)).rejects.toMatchObject({
      code: "invalid_argument",
      message: expect.stringContaining("could not be read"),
    });
  },
);

// A megabyte of PDF can hold gigabytes in one stream, in memory that no limit of a heap counts.
test("a PDF whose streams are huge once they are unpacked is refused, and its memory is given back", async () => {
  const bomb = aPdf([" ".repeat(400_000_000)], { isDeflated: true });
  const before = process.memoryUsage.rss();
  expect(bomb.byteLength).toBeLessThan(2_000_000);
  const limits = { ...documentLimits, buffersMbMax: 64 };
  await expect(parseFile(bomb, pdfType, { limits })).rejects.toMatchObject({
    code: "invalid_argument",
    message: expect.stringContaining("too much memory"),
  });
  expect(process.memoryUsage.rss() - before).toBeLessThan(350_000_000);
}, 30_000);

test("a document that needs more objects than the limit is refused, and the server lives on", async () => {
  const limits = { ...documentLimits, heapMbMax: 24 };
  const crowded = aDocx("</w:t></w:r></w:p><w:p><w:r><w:t>x".repeat(200_000), deflated);
  await expect(parseFile(crowded, docxType, { limits })).rejects.toThrow("too much memory");
  expect((await parseFile(aDocx("Hello"), docxType)).trim()).toBe("Hello");
}, 30_000);

test("a document that takes too long is given up, while the server goes on", async () => {
  const limits = { ...documentLimits, timeoutMs: 300 };
  const slow = aPdf(["a line that is in every page"], { copies: 20_000 });
  let turns = 0;
  const timer = setInterval(() => turns++, 10);
  await expect(parseFile(slow, pdfType, { limits })).rejects.toThrow("longer than 0.3 s");
  clearInterval(timer);
  expect(turns).toBeGreaterThan(8);
});

test("a server that stops does not wait for a document", async () => {
  const stop = new AbortController();
  const reading = parseFile(aPdf(["a line"], { copies: 20_000 }), pdfType, { signal: stop.signal });
  setTimeout(() => stop.abort(new Error("stopped")), 50);
  await expect(reading).rejects.toThrow("stopped");
});

test("the main content of a web page is read as Markdown, under its title", async () => {
  const html = `<html><head><title>Tea</title></head><body><nav><a href="/">Home</a></nav><article><h2>Kinds</h2>
    <p>There is <b>green</b> and <a href="/black">black</a> tea, and both come from one plant.</p></article></body></html>`;
  const text = await readDocument({ format: "html", bytes: bytes(html), url: "https://tea.test/kinds" });
  expect(text).toBe(
    "# Tea\n\n## Kinds\n\nThere is **green** and [black](https://tea.test/black) tea, and both come from one plant.",
  );
});

test("a page is read in the charset that it declares", async () => {
  const page = Buffer.from("<meta charset=iso-8859-1><p>caf\xe9</p>", "latin1");
  expect(await readDocument({ format: "html", bytes: page, url: "https://tea.test/" })).toBe("café");
});

test("all text of a page is read in time, however it is made", async () => {
  const read = async (html: string) =>
    readDocument({ format: "html_text", bytes: bytes(html), url: "https://tea.test/" });
  expect(
    await read(
      "<title>Tea</title><nav>Home</nav><h2>Kinds</h2><ul><li>green<li>black</ul><p>One<br>two <b>three</b></p><script>x()</script>",
    ),
  ).toBe("# Tea\n\n## Kinds\n\n- green\n- black\n\nOne\n\ntwo three");
  expect((await read("<p>a <b>b</b> c</p>".repeat(100_000))).length).toBeGreaterThan(500_000);
  expect(await read(`${"<div>".repeat(20_000)}deep`)).toBe("deep");
}, 30_000);

const pdfType = "application/pdf";
const docxType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/** With `copies`, every page is there so many times. */
function aPdf(pages: string[], { copies = 1, isDeflated = false } = {}): Uint8Array {
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    `<< /Type /Pages /Kids [${pages.map((_, i) => `${4 + i * 2} 0 R `.repeat(copies)).join("")}] /Count ${pages.length * copies} >>`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ...pages.flatMap((text, i) => {
      const plain = `BT /F1 12 Tf 20 100 Td (${text}) Tj ET`;
      const content = isDeflated ? deflateSync(plain).toString("latin1") : plain;
      return [
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents ${5 + i * 2} 0 R /Resources << /Font << /F1 3 0 R >> >> >>`,
        `<< /Length ${content.length}${isDeflated ? " /Filter /FlateDecode" : ""} >>\nstream\n${content}\nendstream`,
      ];
    }),
  ];
  let text = "%PDF-1.4\n";
  const offsets = objects.map((object, i) => {
    const offset = text.length;
    text += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const start = text.length;
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`;
  text += offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  text += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF`;
  return Buffer.from(text, "latin1");
}

/** How a part of an archive is stored. */
interface Packing {
  method: number;
  pack: (data: Buffer) => Buffer;
}
const stored: Packing = { method: 0, pack: (data) => data };
const deflated: Packing = { method: 8, pack: (data) => deflateRawSync(data, { level: 1 }) };

function aDocx(text: string, packing = stored): Uint8Array {
  const main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
  const relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument";
  return aZip(
    {
      "[Content_Types].xml": `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
      "_rels/.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="${relation}" Target="word/document.xml"/></Relationships>`,
      "word/document.xml": `<w:document xmlns:w="${main}"><w:body><w:p><w:r><w:t>${text}</w:t></w:r></w:p></w:body></w:document>`,
    },
    packing,
  );
}

/** Claims that every part has the size it is packed to. */
function aZip(files: Record<string, string>, { method, pack }: Packing): Uint8Array {
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of Object.entries(files)) {
    const data = pack(Buffer.from(text));
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(method, 4);
    fields.writeUInt32LE(crc32(Buffer.from(text)), 10);
    fields.writeUInt32LE(data.length, 14);
    fields.writeUInt32LE(data.length, 18);
    fields.writeUInt16LE(name.length, 22);
    const entry = Buffer.concat([Buffer.from("PK\x03\x04"), fields, Buffer.from(name), data]);
    const directory = Buffer.alloc(46);
    directory.write("PK\x01\x02");
    directory.writeUInt16LE(20, 4);
    fields.copy(directory, 6);
    directory.writeUInt32LE(offset, 42);
    local.push(entry);
    central.push(directory, Buffer.from(name));
    offset += entry.length;
  }
  const size = central.reduce((total, part) => total + part.length, 0);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06");
  end.writeUInt16LE(Object.keys(files).length, 8);
  end.writeUInt16LE(Object.keys(files).length, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...local, ...central, end]);
}
