/**
 * The stored message: what the model is shown, what history keeps and what the public messages derive from.
 * Field names are the columns' and the wire's, since rows, exports and the context overview show it as it is.
 */
export interface Message {
  id: string;
  role: MessageRole;
  content: ContentPart[];
  name?: string | null;
  tool_calls?: ToolCall[] | null;
  tool_returns?: ToolReturn[] | null;
  /** Answers to an approval request; only on `approval` messages without tool calls. */
  approvals?: ApprovalReturn[] | null;
  /** Id of the request that `approvals` answers. */
  approval_request_id?: string | null;
  otid?: string | null;
  step_id?: string | null;
  run_id?: string | null;
  sender_id?: string | null;
  group_id?: string | null;
  batch_item_id?: string | null;
  conversation_id?: string | null;
  /** Model name on what a model or its tools produced; null on input. */
  model?: string | null;
  is_err?: boolean | null;
  created_at: string;
}

export type MessageRole = "system" | "user" | "assistant" | "tool" | "approval" | "summary";

export type ContentPart =
  | { type: "text"; text: string; signature?: string | null }
  | { type: "image"; source: ImageSource }
  | { type: "reasoning"; is_native: boolean; reasoning: string; signature?: string | null }
  | { type: "redacted_reasoning"; data: string }
  | { type: "omitted_reasoning"; signature?: string | null }
  | {
      type: "summarized_reasoning";
      id: string;
      summary: { index: number; text: string }[];
      encrypted_content?: string | null;
    };

export type ImageSource =
  | { type: "base64"; media_type: string; data: string; detail?: string | null }
  | { type: "url"; url: string }
  | {
      type: "letta";
      file_id: string;
      media_type?: string | null;
      data?: string | null;
      detail?: string | null;
    };

/** `arguments` is JSON text, as the wire has it. */
export interface ToolCall {
  id: string;
  type: "function";
  function: { name: string; arguments: string };
}

export type ToolReturnContent =
  | string
  | ({ type: "text"; text: string } | { type: "image"; source: ImageSource })[];

export interface ToolReturn {
  tool_call_id: string;
  status: "success" | "error";
  /** The envelope the model reads (`{status, message, time}` as JSON), or parts when the return has images. */
  func_response: ToolReturnContent;
  stdout?: string[] | null;
  stderr?: string[] | null;
}

export type ApprovalReturn =
  | {
      type: "approval";
      tool_call_id: string;
      approve: boolean;
      reason?: string | null;
      /** The tool is run with these in place of the model's. */
      arguments?: Record<string, unknown>;
    }
  | ({ type: "tool" } & ToolReturn);

export const textOf = (parts: ContentPart[]): string =>
  parts.map((part) => (part.type === "text" ? part.text : "")).join("");
