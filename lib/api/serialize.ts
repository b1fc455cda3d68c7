import { z } from "zod";
import { toIso } from "@/lib/contract/common";

type Write = (value: any) => unknown;
/** Where and how an answer breaks its contract. Not an `Error`: unions throw and catch it often. */
type Flaw = { path: (string | number)[]; message: string };

/** An answer of ours is not what the contract promises: our mistake, hence a 500. */
export class ContractViolation extends Error {
  constructor({ path, message }: Flaw) {
    super(`${path.join(".") || "response"}: ${message}`);
    this.name = "ContractViolation";
  }
}

/**
 * Compiles a response schema to a function that returns the JSON to send: unknown fields are left out, absent ones
 * get their default or `null`, dates become text, and what breaks the schema throws. It does what parsing would,
 * several times faster, because lists of a thousand agents go through it.
 */
export function serializer(schema: z.ZodType): (value: unknown) => unknown {
  const write = compile(schema);
  return (value) => {
    try {
      return write(value);
    } catch (flaw) {
      throw isFlaw(flaw) ? new ContractViolation(flaw) : flaw;
    }
  };
}

const compiled = new WeakMap<z.core.$ZodType, Write>();

function compile(schema: z.core.$ZodType): Write {
  const known = compiled.get(schema);
  if (known) return known;
  let write: Write | undefined;
  compiled.set(schema, (value) => write!(value)); // for schemas that contain themselves
  write = build(schema);
  compiled.set(schema, write);
  return write;
}

function build(schema: z.core.$ZodType): Write {
  if (schema instanceof z.ZodObject) return object(schema);
  if (schema instanceof z.ZodArray) return array(compile(schema.def.element));
  if (schema instanceof z.ZodRecord) return record(compile(schema.def.valueType));
  if (schema instanceof z.ZodDiscriminatedUnion) return tagged(schema);
  if (schema instanceof z.ZodUnion) return union(schema.def.options);
  if (schema instanceof z.ZodNullable) return nullable(compile(schema.def.innerType));
  if (schema instanceof z.ZodDefault) return withDefault(schema);
  if (schema instanceof z.ZodOptional) return optional(compile(schema.def.innerType));
  if (schema instanceof z.ZodUnknown || schema instanceof z.ZodAny) return (value) => value ?? null;
  return scalar(schema);
}

function scalar(schema: z.core.$ZodType): Write {
  if (schema instanceof z.ZodLiteral || schema instanceof z.ZodEnum) {
    const allowed: Set<unknown> = schema instanceof z.ZodEnum ? new Set(schema.options) : schema.values;
    return (value) => (allowed.has(value) ? value : fail(`${JSON.stringify(value)} is not allowed`));
  }
  if (schema instanceof z.ZodPreprocess) return dateTime;
  if (schema instanceof z.ZodString || schema instanceof z.ZodGUID) return text;
  if (schema instanceof z.ZodNumber) return schema.isInt ? integer : number;
  if (schema instanceof z.ZodBoolean)
    return (value) => (typeof value === "boolean" ? value : fail(wanted("boolean", value)));
  if (schema instanceof z.ZodNull) return (value) => (value == null ? null : fail(wanted("null", value)));
  if (schema instanceof z.ZodUndefined) return () => undefined;
  throw new Error(`Responses cannot be made of '${schema._zod.def.type}'`);
}

function object(schema: z.ZodObject): Write {
  const fields = Object.entries(schema.shape).map(([name, field]) => [name, compile(field)] as const);
  const isLoose = schema.def.catchall instanceof z.ZodUnknown;
  return (value) => {
    if (!isRecord(value)) fail(wanted("object", value));
    const json: Record<string, unknown> = isLoose ? { ...value } : {};
    let at = "";
    try {
      for (const [name, write] of fields) {
        at = name;
        const item = write(value[name]);
        if (item !== undefined) json[name] = item;
      }
    } catch (flaw) {
      inside(flaw, at);
    }
    return json;
  };
}

function array(write: Write): Write {
  return (value) => {
    if (!Array.isArray(value)) fail(wanted("array", value));
    let at = 0;
    try {
      const json = new Array(value.length);
      for (; at < value.length; at++) json[at] = write(value[at]);
      return json;
    } catch (flaw) {
      return inside(flaw, at);
    }
  };
}

function record(write: Write): Write {
  return (value) => {
    if (!isRecord(value)) fail(wanted("object", value));
    const json: Record<string, unknown> = {};
    let at = "";
    try {
      for (at in value) if (value[at] !== undefined) json[at] = write(value[at]);
    } catch (flaw) {
      inside(flaw, at);
    }
    return json;
  };
}

function tagged(schema: z.ZodDiscriminatedUnion): Write {
  const { discriminator, options } = schema.def;
  const byTag = new Map<unknown, Write>();
  for (const option of options)
    for (const tag of option._zod.propValues?.[discriminator] ?? []) byTag.set(tag, compile(option));
  return (value) => {
    const write = isRecord(value) && byTag.get(value[discriminator]);
    return write ? write(value) : fail(`no variant has this '${discriminator}'`);
  };
}

/** The first option that fits, as in validation. */
function union(options: readonly z.core.$ZodType[]): Write {
  const writes = options.map((option) => compile(option));
  return (value) => {
    let first: unknown;
    for (const write of writes)
      try {
        return write(value);
      } catch (flaw) {
        first ??= flaw;
      }
    throw first;
  };
}

const nullable =
  (write: Write): Write =>
  (value) =>
    value == null ? null : write(value);

const optional =
  (write: Write): Write =>
  (value) =>
    value === undefined ? undefined : write(value);

function withDefault(schema: z.ZodDefault): Write {
  const write = compile(schema.def.innerType);
  return (value) => (value === undefined ? schema.def.defaultValue : write(value));
}

const text: Write = (value) =>
  typeof value !== "string"
    ? fail(wanted("string", value))
    : value.isWellFormed()
      ? value
      : dropSurrogates(value);
const number: Write = (value) =>
  typeof value === "bigint" ? Number(value) : Number.isFinite(value) ? value : fail(wanted("number", value));
const integer: Write = (value) =>
  typeof value === "bigint"
    ? Number(value)
    : Number.isInteger(value)
      ? value
      : fail(wanted("integer", value));

const dateTime: Write = (value) => {
  const iso = toIso(value);
  return typeof iso === "string" ? iso : fail(wanted("date", value));
};

/** Half a surrogate pair is no text, and some JSON readers refuse it. */
const dropSurrogates = (value: string) => value.replace(/\p{Surrogate}/gu, "");

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const wanted = (type: string, value: unknown) =>
  `${value === undefined ? "missing" : value === null ? "null" : Array.isArray(value) ? "array" : typeof value} where ${type} is wanted`;

const isFlaw = (thrown: unknown): thrown is Flaw =>
  typeof thrown === "object" && thrown !== null && "path" in thrown && !(thrown instanceof Error);
function fail(message: string): never {
  throw { path: [], message } satisfies Flaw;
}
function inside(thrown: unknown, key: string | number): never {
  if (isFlaw(thrown)) throw { ...thrown, path: [key, ...thrown.path] };
  throw thrown;
}
