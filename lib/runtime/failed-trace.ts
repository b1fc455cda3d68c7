import { ModelError } from "./model-error";
import type { ModelTrace } from "./ports";
import { modelRequest } from "./request";
import type { Turn } from "./turn";

/**
 * The exchange of a model call that came to nothing: as the adapter saw it, else the request as it would be sent. Null
 * where not even that can be told.
 */
export async function failedTrace(turn: Turn, cause: unknown): Promise<ModelTrace | null> {
  if (cause instanceof ModelError && cause.trace) return cause.trace;
  try {
    const request = await turn.model.preview(modelRequest(turn));
    return { request, response: { error: errorOf(cause) } };
  } catch {
    return null;
  }
}

/** Messages of other errors are not for everybody's eyes. */
const errorOf = (cause: unknown) =>
  cause instanceof ModelError
    ? { kind: cause.kind, status: cause.status ?? null, message: cause.message }
    : { kind: "internal", status: null, message: "The call failed inside the server; its log says why" };
