export interface Docstring {
  /** What a model is told: the text before any section, and the examples. */
  description: string;
  /** What is said about each parameter, with its line breaks. */
  parameters: Map<string, string>;
}

/** Reads a docstring in the style of Google, NumPy, reST or Epydoc; what it does not know it leaves out. */
export function readDocstring(text: string): Docstring {
  const lines = cleaned(text);
  const start = lines.findIndex((_, index) => isSectionStart(lines, index));
  const intro = start < 0 ? lines : lines.slice(0, start);
  const found: Docstring = { description: shortAndLong(intro), parameters: new Map() };
  if (start < 0) return found;
  for (const section of sectionsOf(lines, start)) {
    if (section.kind === "parameters")
      for (const [name, said] of section.entries) setFirst(found.parameters, name, said);
    if (section.kind === "examples") found.description = withExamples(found.description, section);
  }
  return found;
}

/** The first line is the short description; a blank line parts it from the rest. */
function shortAndLong([short = "", ...rest]: string[]): string {
  const long = rest.join("\n").replace(/^\n+/, "").trimEnd();
  return long ? `${short}\n\n${long}` : short;
}

type Section =
  | { kind: "parameters"; entries: [string, string][] }
  | { kind: "examples"; title: string; body: string }
  | { kind: "other" };

const parameterTitles =
  /^(args|arguments|parameters|params|keyword args|keyword arguments|other parameters)$/i;
const exampleTitles = /^(example|examples)$/i;
const otherTitles =
  /^(returns?|yields?|raises?|exceptions?|except|attributes|notes?|see also|references|warnings?|warns|todo)$/i;
const isTitle = (text: string) =>
  parameterTitles.test(text) || exampleTitles.test(text) || otherTitles.test(text);
/** A note that comes before all sections is part of the description, so it does not begin the sections. */
const beginsSections = (text: string) =>
  isTitle(text) && !/^(notes?|warnings?|todo|see also|references)$/i.test(text);

const fieldLine =
  /^[:@](?:param|parameter|arg|argument|key|keyword|type|rtype|returns?|raises?|except|yields?|ivar|var)\b.*?:/;

/** Without the indentation that all lines but the first have in common. */
export function cleaned(text: string): string[] {
  const [first, ...rest] = text.replaceAll("\t", "        ").split("\n");
  const lines = [first.trimStart(), ...dedented(rest)].map((line) => line.trimEnd());
  const start = lines.findIndex(Boolean);
  return start < 0 ? [] : lines.slice(start, lines.findLastIndex(Boolean) + 1);
}

const indentOf = (line: string) => line.length - line.trimStart().length;

function dedented(lines: string[]): string[] {
  const indents = lines.filter((line) => line.trim()).map(indentOf);
  const least = indents.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  return Number.isFinite(least) ? lines.map((line) => line.slice(least)) : lines;
}

const googleTitle = (line: string | undefined) =>
  /^([A-Za-z][A-Za-z ]*):$/.exec(line ?? "")?.[1].trim() ?? null;

function numpyTitle(lines: string[], index: number): string | null {
  const line = lines[index] ?? "";
  return /^-{3,}$/.test(lines[index + 1] ?? "") && isTitle(line) ? line : null;
}

function isSectionStart(lines: string[], index: number): boolean {
  const title = googleTitle(lines[index]);
  if (title !== null && beginsSections(title)) return true;
  return numpyTitle(lines, index) !== null || fieldLine.test(lines[index]);
}

function* sectionsOf(lines: string[], start: number): Generator<Section> {
  for (let index = start; index < lines.length; ) {
    const title = numpyTitle(lines, index);
    const isField = fieldLine.test(lines[index]);
    const from = isField ? index : index + (title === null ? 1 : 2);
    const to = endOf(lines, from, isField);
    const body = lines.slice(from, to);
    if (isField) yield { kind: "parameters", entries: fieldEntries(body) };
    else if (title === null) yield sectionOf(googleTitle(lines[index]) ?? "", body, googleEntries);
    else yield sectionOf(title, body, numpyEntries);
    index = Math.max(to, index + 1);
  }
}

function endOf(lines: string[], from: number, isField: boolean): number {
  const isStart = (index: number) => {
    const title = googleTitle(lines[index]);
    return (title !== null && isTitle(title)) || numpyTitle(lines, index) !== null;
  };
  for (let index = isField ? from + 1 : from; index < lines.length; index++)
    if (isStart(index) || (!isField && fieldLine.test(lines[index]))) return index;
  return lines.length;
}

function sectionOf(title: string, body: string[], entries: (body: string[]) => [string, string][]): Section {
  if (parameterTitles.test(title)) return { kind: "parameters", entries: entries(body) };
  if (exampleTitles.test(title)) return { kind: "examples", title, body: body.join("\n").trimEnd() };
  return { kind: "other" };
}

function withExamples(description: string, { title, body }: { title: string; body: string }): string {
  if (!body.trim() || description.includes(body.trim())) return description;
  return [description, `${title}:\n${body.replace(/^\n+/, "")}`].filter(Boolean).join("\n\n");
}

// No two neighbours of these take the same characters: a long run of blanks would hold up the server.
const googleEntry = /^\*{0,2}(\w+)\s*(?:\((?:[^()]|\([^()]*\))*\)\s*)?:(?:\s+(.*))?$/;
const numpyEntry = /^\*{0,2}(\w+)(?:\s*:.*|\s*)$/;
const fieldEntry = /^[:@](?:param|parameter|arg|argument|key|keyword)\s(?:[^:]*\s)?\*{0,2}(\w+)\s*:\s*(.*)$/;

/** `name (type): text`, with further lines indented more; text that ends the indentation ends the section. */
function googleEntries(body: string[]): [string, string][] {
  const first = body.find((line) => line !== "");
  const indent = indentOf(first ?? "");
  const end = body.findIndex((line, index) => {
    if (line === "") return indent === 0 && body.slice(0, index).some(Boolean);
    return indentOf(line) < indent;
  });
  return entriesOf(end < 0 ? body : body.slice(0, end), indent, googleEntry);
}

/** `name : type`, with the text on the lines below. */
const numpyEntries = (body: string[]) => entriesOf(body, 0, numpyEntry);

/** `:param type name: text`, with further lines below. */
const fieldEntries = (body: string[]) =>
  entriesOf(body, 0, fieldEntry, (line) => fieldLine.test(line) || line === "");

/** A line at the indentation begins an entry, or is none of ours; everything else goes on with the entry above. */
function entriesOf(
  body: string[],
  indent: number,
  pattern: RegExp,
  begins: (line: string) => boolean = (line) => indentOf(line) === indent && line !== "",
): [string, string][] {
  const found: [string, string[]][] = [];
  let current: string[] = [];
  for (const line of body) {
    if (!begins(line)) {
      current.push(line);
      continue;
    }
    const [, name, said = ""] = pattern.exec(line.trimStart()) ?? [];
    current = [said];
    if (name) found.push([name, current]);
  }
  return found.map(([name, [first, ...rest]]) => [name, [first.trim(), ...dedented(rest)].join("\n").trim()]);
}

function setFirst(map: Map<string, string>, name: string, said: string) {
  if (said && !map.has(name)) map.set(name, said);
}
