import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { ModelTrace } from "@/lib/runtime/ports";
import type { Context } from "../context";

const compress = promisify(gzip);

export type Packed = { request: Uint8Array<ArrayBuffer>; response: Uint8Array<ArrayBuffer> };

/** The bodies as they are stored, or null where the server keeps none. */
export const keptTrace = async (ctx: Context, trace: ModelTrace): Promise<Packed | null> =>
  ctx.settings.traceRetentionMs > 0 ? packedTrace(trace) : null;

async function packedTrace({ request, response }: ModelTrace): Promise<Packed> {
  const pack = async (value: unknown) => new Uint8Array(await compress(JSON.stringify(value)));
  const [packedRequest, packedResponse] = await Promise.all([pack(request), pack(response)]);
  return { request: packedRequest, response: packedResponse };
}
