import type { z } from "zod";
import { AppError } from "@/lib/shared/errors";

type Problem = { type: string; loc: PropertyKey[]; msg: string; ctx?: Record<string, unknown> };

const exampleUuid = "123e4567-e89b-42d3-8456-426614174000";

/** The request does not match its contract. A *response* that does not match is our bug, hence another error. */
export class InvalidRequest extends AppError {
  /** All problems as JSON text: clients expect a string here. */
  readonly list: string;
  /** An id that would do, for each ill-formed id of the path. */
  readonly examples: { examples?: string[] };

  constructor(issues: z.core.$ZodIssue[], options?: { cause?: unknown }) {
    const problems = issues.flatMap(problemsOf);
    super("unprocessable", summary(problems), options);
    this.list = JSON.stringify(problems);
    const ids = issues.flatMap((issue) => entityId(issue) ?? []);
    this.examples = ids.length ? { examples: ids.map((prefix) => `${prefix}-${exampleUuid}`).sort() } : {};
  }
}

/** A request that fails before its schema is asked. */
export const invalid = (loc: PropertyKey[], message: string, cause?: unknown) =>
  new InvalidRequest([{ code: "custom", path: loc, message, input: undefined }], { cause });

const summary = (problems: Problem[]) =>
  problems
    .map(({ loc, msg }) => `${loc.slice(1).map(String).join(".") || String(loc[0])}: ${msg}`)
    .join("; ");

function problemsOf(issue: z.core.$ZodIssue): Problem[] {
  const prefix = entityId(issue);
  if (prefix) {
    const pattern = `${prefix}-{uuid4}`;
    const msg = `String should match pattern '${pattern}'`;
    return [{ type: "string_pattern_mismatch", loc: issue.path, msg, ctx: { pattern } }];
  }
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => ({
      type: "extra_forbidden",
      loc: [...issue.path, key],
      msg: "Extra inputs are not permitted",
    }));
  if (issue.code === "invalid_union" && issue.errors.length)
    return closest(issue.errors).flatMap((inner) =>
      problemsOf({ ...inner, path: [...issue.path, ...inner.path] }),
    );
  return [{ type: typeOf(issue), loc: issue.path, msg: messageOf(issue) }];
}

/** The variant the caller probably meant: the one whose first problem lies deepest, then the one with fewest. */
function closest(errors: z.core.$ZodIssue[][]): z.core.$ZodIssue[] {
  const depth = (issues: z.core.$ZodIssue[]) => Math.max(...issues.map(({ path }) => path.length));
  return [...errors].sort((a, b) => depth(b) - depth(a) || a.length - b.length)[0];
}

/** The prefix `agent` if this is the ill-formed `agent_id` of a path: only such ids get an example. */
function entityId(issue: z.core.$ZodIssue): string | undefined {
  const [place, name] = issue.path;
  if (issue.code !== "invalid_format" || place !== "path") return undefined;
  const prefix = /^\/\^([a-z_-]+)-\[0-9a-f\]\{8\}-/.exec(issue.pattern ?? "")?.[1];
  return prefix && name === `${prefix}_id` ? prefix : undefined;
}

const isMissing = (issue: z.core.$ZodIssue) => issue.code === "invalid_type" && issue.input === undefined;
const messageOf = (issue: z.core.$ZodIssue) => (isMissing(issue) ? "Field required" : issue.message);

const typeNames: Record<string, string> = {
  string: "string_type",
  int: "int_type",
  number: "float_type",
  boolean: "bool_type",
  array: "list_type",
  object: "dict_type",
  record: "dict_type",
};

function typeOf(issue: z.core.$ZodIssue): string {
  if (isMissing(issue)) return "missing";
  switch (issue.code) {
    case "invalid_type":
      return typeNames[issue.expected] ?? "value_error";
    case "too_small":
      return issue.origin === "string" ? "string_too_short" : "greater_than_equal";
    case "too_big":
      return issue.origin === "string" ? "string_too_long" : "less_than_equal";
    case "invalid_format":
      return "string_pattern_mismatch";
    case "invalid_value":
      return issue.values.length === 1 ? "literal_error" : "enum";
    case "invalid_union":
      return "union_tag_invalid";
    default:
      return issue.message === "JSON decode error" ? "json_invalid" : "value_error";
  }
}
