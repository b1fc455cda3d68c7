/** A line of a file that fits, with its surroundings. */
export interface FileMatch {
  file: string;
  /** Counted from 1, in the units that views show. */
  line: number;
  before: string[];
  text: string;
  after: string[];
}

/** The units that fit, at most so many, each with so many units around it. */
export function* matchesIn(
  file: string,
  units: string[],
  fits: (unit: string) => boolean,
  contextLines: number,
): Generator<FileMatch | null> {
  for (const [index, text] of units.entries()) {
    // A null is a breath: the caller may stop, or let others work.
    if (index % 500 === 499) yield null;
    if (!fits(text)) continue;
    yield {
      file,
      line: index + 1,
      before: units.slice(Math.max(0, index - contextLines), index),
      text,
      after: units.slice(index + 1, index + 1 + contextLines),
    };
  }
}

interface GrepPage {
  pattern: string;
  include: string | null;
  contextLines: number;
  offset: number;
  matches: FileMatch[];
  /** There may be more than those found. */
  isCut: boolean;
  /** Why files were left out. */
  notes: string[];
}

export const grepPageSize = 20;
const lineCharsMax = 500;

/** One page of matches as the model reads it, with what to call for the next one. */
export function renderGrep(page: GrepPage): string {
  const { pattern, matches, offset, isCut, notes } = page;
  const shown = matches.slice(offset, offset + grepPageSize);
  const counts = countByFile(matches);
  const total = `${matches.length}${isCut ? "+" : ""} ${matches.length === 1 ? "match" : "matches"}`;
  const range =
    shown.length > 0 ? `showing matches ${offset + 1}-${offset + shown.length}` : "none on this page";
  return [
    `Found ${total} in ${counts.length} ${counts.length === 1 ? "file" : "files"} for pattern: '${pattern}' (${range})`,
    "=".repeat(80),
    ...counts.map(([file, count]) => `${file}: ${count} ${count === 1 ? "match" : "matches"}`),
    "",
    ...shown.flatMap(renderMatch),
    ...notes.map((note) => `Note: ${note}`),
    nextHint(page, shown.length),
  ].join("\n");
}

const countByFile = (matches: FileMatch[]) =>
  [...Map.groupBy(matches, ({ file }) => file)]
    .map(([file, found]): [string, number] => [file, found.length])
    .sort((a, b) => b[1] - a[1]);

const renderMatch = ({ file, line, before, text, after }: FileMatch) => [
  `=== ${file}:${line} ===`,
  ...before.map((unit, index) => `  ${line - before.length + index}: ${shortened(unit)}`),
  `> ${line}: ${shortened(text)}`,
  ...after.map((unit, index) => `  ${line + 1 + index}: ${shortened(unit)}`),
  "",
];

const shortened = (unit: string) =>
  unit.length <= lineCharsMax ? unit : `${unit.slice(0, lineCharsMax).toWellFormed()}…`;

function nextHint(
  { pattern, include, contextLines, offset, matches, isCut }: GrepPage,
  shown: number,
): string {
  const next = offset + shown;
  if (next >= matches.length || shown === 0)
    return isCut ? "These are the first matches; use a narrower pattern to see others." : "No more matches.";
  const args = [
    `pattern=${JSON.stringify(pattern)}`,
    ...(include ? [`include=${JSON.stringify(include)}`] : []),
    ...(contextLines === 1 ? [] : [`context_lines=${contextLines}`]),
    `offset=${next}`,
  ];
  return `More matches: call grep_files(${args.join(", ")})`;
}
