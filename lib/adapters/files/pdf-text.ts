import { setImmediate } from "node:timers/promises";

/** Some five thousand full pages. */
const textCharsMax = 20_000_000;
const pagesMax = 20_000;

/**
 * The text of a PDF, page by page, so that other work gets its turn in between.
 * @throws for more text than `charsMax`: a small file can have any number of pages that share one text
 */
export async function pdfText(bytes: Uint8Array, { charsMax = textCharsMax } = {}): Promise<string> {
  const { getDocumentProxy } = await import("unpdf");
  const document = await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0 });
  try {
    const pages: string[] = [];
    let chars = 0;
    for (let number = 1; number <= document.numPages; number++) {
      const page = await document.getPage(number);
      const { items } = await page.getTextContent();
      const text = items.map((item) => ("str" in item ? item.str + (item.hasEOL ? "\n" : "") : "")).join("");
      page.cleanup();
      pages.push(text.trim());
      chars += text.length + 2;
      if (chars > charsMax || number > pagesMax) throw new Error("it has too much text");
      await setImmediate();
    }
    return pages.join("\n\n");
  } finally {
    await document.loadingTask.destroy();
  }
}
