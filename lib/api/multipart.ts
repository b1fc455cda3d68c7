import type { z } from "zod";
import { invalid } from "./invalid-request";
import { textReader } from "./query";

/** Reads a form whose fields the schema names; files stay files, text becomes what the schema expects. */
export function formReader(schema: z.ZodType): (body: Response) => Promise<Record<string, unknown>> {
  const read = textReader(schema);
  return async (body) => {
    if (!body.headers.get("content-type")?.startsWith("multipart/form-data"))
      throw invalid(["body"], "Expected multipart/form-data");
    try {
      return read(await body.formData());
    } catch (cause) {
      throw invalid(["body"], "The form could not be read", cause);
    }
  };
}
