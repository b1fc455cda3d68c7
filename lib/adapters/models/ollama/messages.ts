import type {
  LanguageModelV4CallOptions,
  LanguageModelV4FilePart,
  LanguageModelV4Message,
  LanguageModelV4Prompt,
  LanguageModelV4ToolResultOutput,
} from "@ai-sdk/provider";

export interface OllamaMessage {
  role: "system" | "user" | "assistant" | "tool";
  content: string;
  /** Base64, without a prefix. */
  images?: string[];
  thinking?: string;
  tool_calls?: { id: string; function: { name: string; arguments: unknown } }[];
  tool_name?: string;
  tool_call_id?: string;
}

/** A prompt as Ollama's chat API takes it. */
export const toOllamaMessages = (prompt: LanguageModelV4Prompt): OllamaMessage[] =>
  prompt.flatMap(messagesOf);

function messagesOf(message: LanguageModelV4Message): OllamaMessage[] {
  switch (message.role) {
    case "system":
      return [{ role: "system", content: message.content }];
    case "user": {
      const images = message.content.flatMap((part) => (part.type === "file" ? imageOf(part) : []));
      return [{ role: "user", content: textOf(message.content), ...(images.length > 0 && { images }) }];
    }
    case "assistant":
      return [answerOf(message)];
    case "tool":
      return message.content.flatMap((part) =>
        part.type === "tool-result"
          ? {
              role: "tool" as const,
              content: resultText(part.output),
              tool_name: part.toolName,
              tool_call_id: part.toolCallId,
            }
          : [],
      );
  }
}

function answerOf({ content }: Extract<LanguageModelV4Message, { role: "assistant" }>): OllamaMessage {
  const thinking = content.map((part) => (part.type === "reasoning" ? part.text : "")).join("");
  const calls = content.flatMap((part) =>
    part.type === "tool-call"
      ? [{ id: part.toolCallId, function: { name: part.toolName, arguments: part.input } }]
      : [],
  );
  return {
    role: "assistant",
    content: textOf(content),
    ...(thinking && { thinking }),
    ...(calls.length > 0 && { tool_calls: calls }),
  };
}

const textOf = (content: { type: string; text?: string }[]): string =>
  content.map((part) => (part.type === "text" ? (part.text ?? "") : "")).join("\n");

/** Ollama fetches nothing itself, so only pictures that are at hand can be shown. */
function imageOf({ data }: LanguageModelV4FilePart): string[] {
  if (data.type !== "data") return [];
  return [typeof data.data === "string" ? data.data : Buffer.from(data.data).toString("base64")];
}

function resultText(output: LanguageModelV4ToolResultOutput): string {
  switch (output.type) {
    case "text":
    case "error-text":
      return output.value;
    case "execution-denied":
      return output.reason ?? "denied";
    case "json":
    case "error-json":
      return JSON.stringify(output.value);
    case "content":
      return output.value.map((part) => (part.type === "text" ? part.text : "[Image omitted]")).join("\n");
  }
}

export const toOllamaTools = (tools: LanguageModelV4CallOptions["tools"] = []) =>
  tools.flatMap((tool) =>
    tool.type === "function"
      ? [
          {
            type: "function",
            function: { name: tool.name, description: tool.description, parameters: tool.inputSchema },
          },
        ]
      : [],
  );
