type Json = Record<string, unknown>;

/** What of a message the model reads as text, and how many pictures or files come with it. */
export interface Content {
  text: string;
  attachments: number;
}

/** Text and parts in the words of any provider. What is opaque (encrypted thoughts) has no text. */
export function readContent(content: unknown): Content {
  if (content === null || content === undefined) return { text: "", attachments: 0 };
  if (typeof content === "string") return { text: content, attachments: 0 };
  if (Array.isArray(content)) return joined(content.map(readContent));
  return readPart(content as Json);
}

export const joined = (parts: Content[]): Content => ({
  text: parts
    .map(({ text }) => text)
    .filter(Boolean)
    .join("\n"),
  attachments: parts.reduce((sum, part) => sum + part.attachments, 0),
});

export const callText = (name: unknown, args: unknown) =>
  `${String(name)} ${typeof args === "string" ? args : JSON.stringify(args ?? {})}`;

const plain = (text: unknown): Content => ({ text: typeof text === "string" ? text : "", attachments: 0 });
const attachment: Content = { text: "", attachments: 1 };

function readPart(part: Json): Content {
  switch (part.type) {
    case "text":
    case "input_text":
    case "output_text":
    case "refusal":
      return plain(part.text ?? part.refusal);
    case "image":
    case "image_url":
    case "input_image":
    case "input_file":
    case "document":
    case "file":
      return attachment;
    case "thinking":
      return plain(part.thinking);
    case "reasoning":
      return Array.isArray(part.summary) ? readContent(part.summary) : plain(part.reasoning);
    case "summary_text":
      return plain(part.text);
    case "redacted_thinking":
    case "redacted_reasoning":
    case "omitted_reasoning":
      return plain("");
    case "tool_use":
      return plain(callText(part.name, part.input));
    case "tool_result":
      return readContent(part.content);
    default:
      return readUntyped(part);
  }
}

/** Parts of the Gemini API are told apart by their only field. */
function readUntyped(part: Json): Content {
  if (typeof part.text === "string") return plain(part.text);
  if (part.inlineData || part.fileData) return attachment;
  if (part.functionCall) {
    const { name, args } = part.functionCall as Json;
    return plain(callText(name, args));
  }
  if (part.functionResponse) return plain(JSON.stringify((part.functionResponse as Json).response));
  return plain(JSON.stringify(part));
}
