import { z } from "zod";
import type { Operation } from "@/lib/contract/operation";
import { AppError } from "@/lib/shared/errors";
import { InvalidRequest, invalid } from "./invalid-request";
import { formReader } from "./multipart";
import { textReader } from "./query";
import { parseJson, storable } from "./storable";

type Parts = { params: unknown; query: unknown; body: unknown; sent: unknown };
type ReadBody = (request: Request, sizeBytesMax: number) => Promise<unknown>;

/** Compiles what one operation needs to read its requests. */
export function requestReader(op: Operation, sizeBytesMax: number) {
  const schema = z.object({
    path: op.params ?? z.any(),
    query: op.query ?? z.any(),
    body: op.body ?? z.any(),
  });
  const readQuery = op.query && textReader(op.query);
  const readBody = bodyReader(op);
  return async (request: Request, url: URL, segments: Record<string, string>): Promise<Parts> => {
    const sent = await readBody(request, sizeBytesMax);
    const parsed = schema.safeParse(
      { path: decodeAll(segments), query: readQuery?.(url.searchParams) ?? {}, body: sent },
      { reportInput: true },
    );
    if (!parsed.success) throw new InvalidRequest(parsed.error.issues);
    const { path, query, body } = parsed.data;
    return { params: path, query, body, sent };
  };
}

function bodyReader(op: Operation): ReadBody {
  const { body: schema } = op;
  if (!schema || op.method === "GET") return async () => undefined;
  if (op.multipart) {
    const readForm = formReader(schema);
    return async (request, max) => readForm(limited(request, max));
  }
  const nullMeansAbsent = schema.safeParse(undefined).success && !schema.safeParse(null).success;
  return async (request, max) => {
    const body = readJson(await limited(request, max).text());
    return body === null && nullMeansAbsent ? undefined : renamed(body, op.aliases);
  };
}

/** Fields under their first names; where both names are given, the first one counts. */
function renamed(body: unknown, aliases?: Record<string, string>): unknown {
  if (!aliases || typeof body !== "object" || body === null || Array.isArray(body)) return body;
  const fields: Record<string, unknown> = { ...body };
  for (const [alias, name] of Object.entries(aliases)) {
    if (alias in fields) fields[name] ??= fields[alias];
    delete fields[alias];
  }
  return fields;
}

function readJson(text: string): unknown {
  if (text.trim() === "") return undefined;
  try {
    return parseJson(text);
  } catch (cause) {
    throw invalid(["body"], "JSON decode error", cause);
  }
}

const decodeAll = (segments: Record<string, string>) =>
  Object.fromEntries(Object.entries(segments).map(([name, segment]) => [name, decode(name, segment)]));

function decode(name: string, segment: string) {
  try {
    return storable(decodeURIComponent(segment));
  } catch (cause) {
    throw invalid(["path", name], "Malformed escape", cause);
  }
}

/** The body of a request, which fails once it is larger than allowed, whether it told its length or not. */
function limited(request: Request, sizeBytesMax: number): Response {
  const tooLarge = () => new AppError("invalid_argument", `The request body exceeds ${sizeBytesMax} bytes`);
  if (Number(request.headers.get("content-length") ?? 0) > sizeBytesMax) throw tooLarge();
  let size = 0;
  const counted = request.body?.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        size += chunk.byteLength;
        if (size > sizeBytesMax) controller.error(tooLarge());
        else controller.enqueue(chunk);
      },
    }),
  );
  return new Response(counted, { headers: contentType(request) });
}

function contentType(request: Request): Record<string, string> {
  const type = request.headers.get("content-type");
  return type ? { "content-type": type } : {};
}
