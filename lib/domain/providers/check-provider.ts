import type { ProviderCheck } from "@/lib/contract/providers/schemas";
import { ModelError, type ModelErrorKind } from "@/lib/runtime/model-error";
import type { RegisteredProvider } from "@/lib/runtime/ports";
import { AppError, type ErrorCode } from "@/lib/shared/errors";
import type { Context } from "../context";
import { assertReachable } from "./connection-fields";
import { findProvider, openedProvider } from "./provider";

/**
 * Whether a provider that is not registered takes this key.
 * @throws AppError `unauthenticated` when it does not, `invalid_argument` for a type that cannot be asked
 */
export async function checkProvider(ctx: Context, given: ProviderCheck): Promise<{ message: string }> {
  assertReachable(given);
  return check(ctx, {
    name: given.provider_type,
    provider_type: given.provider_type,
    api_key: given.api_key,
    access_key: given.access_key ?? null,
    base_url: given.base_url || null,
    region: given.region || null,
    api_version: given.api_version || null,
  });
}

/**
 * The same with the stored key.
 * @throws AppError `not_found`, or as above
 */
export async function checkExistingProvider(ctx: Context, id: string): Promise<{ message: string }> {
  const row = await findProvider(ctx, id);
  return check(ctx, openedProvider(ctx.secrets, row));
}

async function check(ctx: Context, provider: RegisteredProvider): Promise<{ message: string }> {
  try {
    await ctx.models.check(provider);
    return { message: `Valid api key for provider_type=${provider.provider_type}` };
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    throw refusal(error);
  }
}

const refusals: Partial<Record<ModelErrorKind, { status: number; code: ErrorCode; type: string }>> = {
  authentication: { status: 401, code: "unauthenticated", type: "llm_authentication" },
  permission: { status: 401, code: "unauthenticated", type: "llm_authentication" },
  bad_request: { status: 400, code: "invalid_argument", type: "llm_bad_request" },
  not_found: { status: 400, code: "invalid_argument", type: "llm_bad_request" },
  invalid_response: { status: 400, code: "invalid_argument", type: "llm_bad_request" },
  rate_limit: { status: 429, code: "rate_limited", type: "llm_rate_limit" },
  insufficient_credits: { status: 402, code: "invalid_argument", type: "llm_insufficient_credits" },
  timeout: { status: 504, code: "unavailable", type: "llm_timeout" },
};

function refusal(error: ModelError): AppError {
  const unavailable = { status: 502, code: "unavailable", type: "llm_error" } as const;
  const { status, code, type } = refusals[error.kind] ?? unavailable;
  return new AppError(code, error.message, {
    status,
    detail: { error: { type, message: error.message, detail: error.message } },
    headers: { "x-should-retry": "false" },
    cause: error,
  });
}
