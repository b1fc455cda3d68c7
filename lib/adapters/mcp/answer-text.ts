import type { CallToolResult } from "@modelcontextprotocol/client";

/** What of an answer can be read: its texts, joined; parts of other kinds are named. */
export function answerText({ content = [], structuredContent }: CallToolResult): string {
  const parts = content.map(partText).filter((text) => text !== "");
  if (parts.length === 0 && structuredContent) return JSON.stringify(structuredContent);
  return parts.join("\n");
}

function partText(part: CallToolResult["content"][number]): string {
  switch (part.type) {
    case "text":
      return part.text;
    case "resource":
      return "text" in part.resource ? part.resource.text : `[resource ${part.resource.uri}, not shown]`;
    case "resource_link":
      return `[resource ${part.uri}]`;
    case "image":
    case "audio":
      return `[${part.type} ${part.mimeType}, not shown]`;
    default:
      return "";
  }
}
