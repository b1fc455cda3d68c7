import { Parser } from "htmlparser2";
import { decodedPage } from "./decoded-page.mjs";

const unseen = new Set(["script", "style", "noscript", "template", "svg", "nav", "footer", "iframe"]);
const blocks = new Set(
  "address article aside blockquote br dd div dl dt fieldset figure form header hr main ol p pre section table tr ul".split(
    " ",
  ),
);

/**
 * All text of a web page, with its headings and lists marked, under its title. Reads it once from begin to end, so it is
 * quick whatever the page is made of.
 */
export async function htmlText(bytes, { charset }) {
  const parts = [];
  let title = "";
  let isTitle = false;
  let hidden = 0;
  const parser = new Parser({
    onopentag(name) {
      if (unseen.has(name)) hidden++;
      else if (name === "title") isTitle = true;
      else parts.push(before(name));
    },
    onclosetag(name) {
      if (unseen.has(name)) hidden--;
      else if (name === "title") isTitle = false;
      else if (/^h[1-6]$/.test(name) || blocks.has(name)) parts.push("\n\n");
    },
    ontext(text) {
      if (hidden > 0) return;
      if (isTitle) title += text;
      else parts.push(text.replace(/\s+/g, " "));
    },
  });
  parser.end(decodedPage(bytes, charset));
  const text = linesOf(parts.join(""));
  const heading = title.trim().replace(/\s+/g, " ");
  return heading && text ? `# ${heading}\n\n${text}` : text;
}

function before(name) {
  if (/^h[1-6]$/.test(name)) return `\n\n${"#".repeat(Number(name[1]))} `;
  if (name === "li") return "\n- ";
  return name === "td" || name === "th" ? " | " : blocks.has(name) ? "\n\n" : "";
}

/** Without spaces at the ends of lines, and no more than one empty line after another. */
function linesOf(text) {
  const lines = text.split("\n").map((line) => line.trim());
  return lines
    .filter((line, index) => line !== "" || lines[index - 1] !== "")
    .join("\n")
    .trim();
}
