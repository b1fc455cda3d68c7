import { z } from "zod";
import { idPattern } from "@/lib/shared/ids";

/** `agent-<uuid4>`, `block-<uuid4>` …: the prefix is part of the type of an id. */
export const id = (prefix: string) => z.string().regex(idPattern(prefix));

/** A name that callers give to what they send, to find it by later. Longer ones would not fit into an index. */
export const callerId = z.string().max(255);

const uuid4 = idPattern("").source.slice(2, -1);

/** A conversation, the default one of an agent, or (deprecated) the agent itself. */
export const conversationId = z.string().regex(new RegExp(`^(default|conv-${uuid4}|agent-${uuid4})$`));

/**
 * A point in time: a `Date` or ISO text goes in, ISO text with its zone comes out.
 * Text without a zone is taken as UTC.
 */
export const datetime = z
  .preprocess(toIso, z.string())
  .meta({ type: "string", format: "date-time" }) as unknown as z.ZodType<string, string | Date>;

/** Response fields are never left out: what has no value is `null`. */
export const orNull = <S extends z.ZodType>(schema: S) => schema.nullable().default(null);

/** Still served, but new callers should not use it. */
export const deprecated = <S extends z.ZodType>(schema: S): S => schema.meta({ deprecated: true });

/** The answer of an operation that has nothing to say (204). */
export const noContent = z.undefined();

/** Some clients send `{}` with a request that takes no body. */
export const emptyBody = z.unknown().optional();

/** The cursor parameters of a list; a `limit` of 0 means no limit. */
export const page = <O extends string = "created_at">({
  limit = 50,
  order = "desc",
  orderBy = "created_at" as O,
}: {
  limit?: number;
  order?: "asc" | "desc";
  orderBy?: O;
} = {}) => ({
  before: z.string().optional(),
  after: z.string().optional(),
  limit: z.int().min(0).default(limit),
  order: z.enum(["asc", "desc"]).default(order),
  order_by: z.enum([orderBy]).default(orderBy),
});

const zone = /(?:z|[+-]\d{2}(?::?\d{2})?)$/i;
const dateTime = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?/;

/** Leaves what is not a point in time as it is, but never as text, so that the schema refuses it. */
export function toIso(value: unknown): unknown {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : value.toISOString();
  if (typeof value !== "string") return value;
  const date = dateTime.exec(value)?.[0];
  if (!date || Number.isNaN(Date.parse(value))) return null;
  if (date.length === 10 && value.length === 10) return `${value}T00:00:00Z`;
  return zone.test(value.slice(10)) ? value : `${value}Z`;
}
