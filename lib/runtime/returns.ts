import { unpackToolReturn } from "./envelope";
import type { ToolReturn } from "./messages";

/** What the tool itself gave, as text: without the envelope, objects as JSON, images left out. */
export function returnText({ func_response }: Pick<ToolReturn, "func_response">): string {
  if (typeof func_response !== "string")
    return func_response.flatMap((part) => (part.type === "text" ? [part.text] : [])).join("\n");
  return unpackToolReturn(func_response).text;
}
