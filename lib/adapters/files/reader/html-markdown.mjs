import { Defuddle } from "defuddle/node";
import { parseHTML } from "linkedom";
import { decodedPage } from "./decoded-page.mjs";

/** The main content of a web page as Markdown, under its title. Empty for a page that says nothing. */
export async function htmlMarkdown(bytes, { url, charset }) {
  const html = decodedPage(bytes, charset);
  const { document } = parseHTML(/<html[\s>]/i.test(html) ? html : `<html><body>${html}</body></html>`);
  // Some sites have an extractor that would ask the site's own API; this thread reads what it was given.
  const { title, content } = await Defuddle(document, url, { markdown: true, useAsync: false });
  const text = content.trim();
  if (text === "" || !title || text.startsWith("# ")) return text;
  return `# ${title}\n\n${text}`;
}
