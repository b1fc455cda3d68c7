import { RE2JS } from "re2js";
import { ToolError } from "@/lib/runtime/tools/tool-error";

export type Fits = (text: string) => boolean;

const patternCharsMax = 1000;

/**
 * Whether a line contains what the expression says, ignoring case. The engine takes time in proportion to the line
 * whatever the expression, so a model cannot stop the server with one.
 * @throws ToolError for an expression that is empty, too long or not understood
 */
export function linePattern(pattern: string): Fits {
  if (pattern === "") throw new ToolError("The pattern must not be empty");
  if (pattern.length > patternCharsMax)
    throw new ToolError(`The pattern is too long: ${pattern.length} characters; at most ${patternCharsMax}`);
  if (!/[\\^$.|?*+()[\]{}]/.test(pattern)) {
    const wanted = pattern.toLowerCase();
    return (text) => text.toLowerCase().includes(wanted);
  }
  const compiled = compile(pattern);
  return (text) => compiled.test(text);
}

/** Which file names are searched: a pattern with `*` for any characters, or a regular expression. */
export function namePattern(include: string): Fits {
  const isGlob = include.includes("*") && !/[\\^$|()[\]{}+]|\.\*/.test(include);
  if (!isGlob) return linePattern(include);
  const escaped = include
    .split("*")
    .map((part) => RE2JS.quote(part))
    .join(".*");
  const compiled = compile(`${escaped}$`);
  return (name) => compiled.test(name);
}

function compile(pattern: string): RE2JS {
  try {
    return RE2JS.compile(pattern, RE2JS.CASE_INSENSITIVE);
  } catch (cause) {
    const reason = (cause as Error).message;
    throw new ToolError(
      `Invalid regular expression '${pattern}': ${reason}. Lookarounds and backreferences are not supported.`,
    );
  }
}
