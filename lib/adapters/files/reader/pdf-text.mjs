const pagesMax = 20_000;

/** The text of a PDF, page by page. Throws for more than `limits.charsMax`: its pages may share one text. */
export async function pdfText(bytes, { limits }) {
  const { getDocumentProxy } = await import("unpdf");
  const document = await getDocumentProxy(bytes, { verbosity: 0 });
  const pages = [];
  let chars = 0;
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number);
    const { items } = await page.getTextContent();
    const text = items.map((item) => ("str" in item ? item.str + (item.hasEOL ? "\n" : "") : "")).join("");
    page.cleanup();
    pages.push(text.trim());
    chars += text.length + 2;
    if (chars > limits.charsMax || number > pagesMax) throw new Error("it has too much text");
  }
  return pages.join("\n\n");
}
