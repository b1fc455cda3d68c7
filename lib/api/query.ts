import { z } from "zod";
import { parseJson, storable } from "./storable";

type Read = (values: string[]) => unknown;

/**
 * Turns text (of a query string or a form) into what the schema expects of each field, so that schemas speak of
 * numbers and booleans. Empty text means "not given", except where a text is required and may be empty. What cannot be
 * read stays text, for the schema to refuse.
 */
export function textReader(
  schema: z.ZodType,
): (fields: URLSearchParams | FormData) => Record<string, unknown> {
  const shape = schema instanceof z.ZodObject ? schema.shape : {};
  const readers = Object.entries(shape).map(
    ([name, field]) => [name, readerOf(core(field)), field instanceof z.ZodString] as const,
  );
  return (fields) => {
    const result: Record<string, unknown> = {};
    for (const [name, read, isText] of readers) {
      const values = fields
        .getAll(name)
        .map((value) => (typeof value === "string" ? storable(value) : value))
        .filter((value) => isText || value !== "");
      const texts = values.filter((value) => typeof value === "string");
      if (texts.length < values.length)
        result[name] = values.at(-1); // a file
      else if (texts.length) result[name] = read(texts);
      else if (read === objects && fields instanceof URLSearchParams) result[name] = indexed(fields, name);
    }
    return result;
  };
}

/** The schema inside its `optional`, `nullable` and `default` wrappers. */
function core(schema: z.core.$ZodType): z.core.$ZodType {
  const isWrapped =
    schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault;
  return isWrapped ? core(schema.def.innerType) : schema;
}

function readerOf(schema: z.core.$ZodType): Read {
  if (schema instanceof z.ZodArray) {
    const item = core(schema.def.element);
    if (item instanceof z.ZodObject || item instanceof z.ZodUnion) return objects;
    const read = readerOf(item);
    return (values) => values.map((value) => read([value])); // one value is still an array
  }
  if (schema instanceof z.ZodNumber) return last(toNumber);
  if (schema instanceof z.ZodBoolean) return last(toBoolean);
  return last((value) => value);
}

const last =
  (read: (value: string) => unknown): Read =>
  (values) =>
    read(values[values.length - 1]);

const toNumber = (value: string) =>
  /^\s*[+-]?\d+(\.\d+)?(e[+-]?\d+)?\s*$/i.test(value) ? Number(value) : value;

function toBoolean(value: string) {
  if (/^(true|1|yes|on|t|y)$/i.test(value)) return true;
  return /^(false|0|no|off|f|n)$/i.test(value) ? false : value;
}

/** Objects are sent as JSON, alone or as one array. */
const objects: Read = (values) =>
  values.flatMap((value) => {
    try {
      return parseJson(value);
    } catch {
      return value;
    }
  });

/** `search[0][field]=name&search[0][value]=x`, the other spelling of an array of objects. */
function indexed(fields: URLSearchParams, name: string) {
  const items: Record<string, Record<string, unknown>> = {};
  for (const [key, text] of fields) {
    const value = storable(text);
    const [, index, field, isList] = /^\w+\[(\d+)\]\[(\w+)\](\[\d*\])?$/.exec(key) ?? [];
    if (index === undefined || !key.startsWith(`${name}[`)) continue;
    items[index] ??= {};
    const sofar = items[index][field];
    items[index][field] = isList ? [...(Array.isArray(sofar) ? sofar : []), value] : value;
  }
  const all = Object.values(items);
  return all.length ? all : undefined;
}
