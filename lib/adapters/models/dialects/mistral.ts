import { createHash } from "node:crypto";
import type { Dialect } from "./dialect";
import { jsonSchemaOf, openAiChat, responseFormatOf } from "./openai";

/** Mistral's Chat Completions. */
export const mistral: Dialect = {
  ...openAiChat,
  allowsLateSystem: false,
  isStrictAboutRoles: true,
  callId: nineLetters,
  finish(options, config, request) {
    const schema = jsonSchemaOf(request, config);
    return {
      ...options,
      frequencyPenalty: undefined,
      responseFormat: responseFormatOf(request, config),
      providerOptions: {
        mistral: {
          ...(request.tools.length > 0 && { parallelToolCalls: request.parallelToolCalls }),
          ...(schema && { strictJsonSchema: schema.strict === true }),
        },
      },
    };
  },
};

/** Mistral only takes ids of nine letters and digits; those it made itself stay as they are. */
function nineLetters(id: string): string {
  if (/^[a-zA-Z0-9]{9}$/.test(id)) return id;
  return createHash("sha256").update(id).digest("hex").slice(0, 9);
}
