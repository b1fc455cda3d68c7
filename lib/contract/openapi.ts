import { z } from "zod";
import type { Operation, Resource } from "./operation";

type Json = Record<string, unknown>;
type Info = { title: string; version: string; description?: string };
export type OpenApi = {
  openapi: string;
  info: Info;
  paths: Record<string, Record<string, Json>>;
  components: { schemas: Json; securitySchemes: Json };
  security: Json[];
};

/** Turns the contract into an OpenAPI 3.1 document; schemas with `.meta({ id })` become shared components. */
export function openapi(contract: Record<string, Resource>, info: Info): OpenApi {
  const schemas: Json = {};
  const ref = (schema: z.ZodType, io: Io) => {
    const { $defs = {}, ...body } = toJson(schema, io);
    for (const [name, definition] of Object.entries($defs)) schemas[name] ??= relink(definition);
    return relink(body);
  };
  const all = Object.entries(contract).flatMap(([tag, ops]) =>
    Object.values(ops).map((op) => ({ op: op as Operation, tag: kebab(tag) })),
  );
  // Bodies first: a schema used both ways is described as callers may send it, which answers satisfy too.
  const bodies = new Map(all.flatMap(({ op }) => (op.body ? [[op, ref(op.body, "input")]] : [])));
  const paths: OpenApi["paths"] = {};
  for (const { op, tag } of all) {
    paths[op.path] ??= {};
    paths[op.path][op.method.toLowerCase()] = itemOf(op, tag, bodies.get(op), ref);
  }
  return {
    openapi: "3.1.0",
    info,
    paths,
    components: { schemas, securitySchemes: { bearer: { type: "http", scheme: "bearer" } } },
    security: [{}, { bearer: [] }],
  };
}

type Io = "input" | "output";
type Ref = (schema: z.ZodType, io: Io) => Json;

function itemOf(op: Operation, tag: string, body: Json | undefined, ref: Ref): Json {
  const content: Json = {};
  if (!(op.response instanceof z.ZodUndefined))
    content["application/json"] = { schema: ref(op.response, "output") };
  if (op.event) content["text/event-stream"] = { schema: ref(op.event, "output") };
  const places = [
    ["path", op.params] as const,
    ["query", op.query] as const,
    ["header", op.headers] as const,
  ];
  return {
    operationId: op.operationId,
    summary: op.summary,
    tags: [tag],
    ...(op.deprecated && { deprecated: true }),
    parameters: places.flatMap(([place, schema]) => (schema ? parameters(place, ref(schema, "input")) : [])),
    ...(body && {
      requestBody: {
        required: !op.body?.safeParse(undefined).success,
        content: { [op.multipart ? "multipart/form-data" : "application/json"]: { schema: body } },
      },
    }),
    responses: {
      [op.status ?? 200]: { description: "Success", ...(Object.keys(content).length && { content }) },
    },
  };
}

function parameters(
  place: string,
  shape: { properties?: Record<string, Json>; required?: string[] },
): Json[] {
  return Object.entries(shape.properties ?? {}).map(([name, { deprecated, ...schema }]) => ({
    name,
    in: place,
    required: shape.required?.includes(name) ?? false,
    ...(deprecated === true && { deprecated }),
    schema,
  }));
}

function toJson(schema: z.ZodType, io: Io) {
  const { $schema: _, ...json } = z.toJSONSchema(schema, {
    io,
    unrepresentable: "any",
    override: ({ zodSchema, jsonSchema }) => {
      // Callers must tolerate fields that are new to them.
      if (
        io === "output" &&
        zodSchema._zod.def.type === "object" &&
        jsonSchema.additionalProperties === false
      )
        delete jsonSchema.additionalProperties;
      delete jsonSchema.contentEncoding;
    },
  });
  return json as Json & { $defs?: Json };
}

/** Points at shared components instead of at the definitions inside one schema. */
const relink = (json: unknown): Json =>
  JSON.parse(JSON.stringify(json).replaceAll('"#/$defs/', '"#/components/schemas/'));

const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
