import { z } from "zod";
import { orNull } from "../common";

export const ApprovalReturn = z
  .object({
    type: z.literal("approval").default("approval"),
    tool_call_id: z.string(),
    approve: z.boolean(),
    reason: orNull(z.string()),
  })
  // Ours: `arguments`, an object, runs an approved tool with these in place of the model's.
  .catchall(z.unknown())
  .meta({ id: "ApprovalReturn" });
export type ApprovalReturn = z.output<typeof ApprovalReturn>;

export const Base64Image = z
  .object({
    type: z.literal("base64").default("base64"),
    media_type: z.string(),
    data: z.string(),
    detail: orNull(z.string()),
  })
  .meta({ id: "Base64Image" });
export type Base64Image = z.output<typeof Base64Image>;

export const LettaImage = z
  .object({
    type: z.literal("letta").default("letta"),
    file_id: z.string(),
    media_type: orNull(z.string()),
    data: orNull(z.string()),
    detail: orNull(z.string()),
  })
  .meta({ id: "LettaImage" });
export type LettaImage = z.output<typeof LettaImage>;

export const UrlImage = z
  .object({
    type: z.literal("url").default("url"),
    url: z.string(),
  })
  .meta({ id: "UrlImage" });
export type UrlImage = z.output<typeof UrlImage>;

export const ImageContent = z
  .object({
    type: z.literal("image").default("image"),
    source: z.discriminatedUnion("type", [UrlImage, Base64Image, LettaImage]),
  })
  .meta({ id: "ImageContent" });
export type ImageContent = z.output<typeof ImageContent>;

export const OmittedReasoningContent = z
  .object({
    type: z.literal("omitted_reasoning").default("omitted_reasoning"),
    signature: orNull(z.string()),
  })
  .meta({ id: "OmittedReasoningContent" });
export type OmittedReasoningContent = z.output<typeof OmittedReasoningContent>;

export const ReasoningContent = z
  .object({
    type: z.literal("reasoning").default("reasoning"),
    is_native: z.boolean(),
    reasoning: z.string(),
    signature: orNull(z.string()),
  })
  .meta({ id: "ReasoningContent" });
export type ReasoningContent = z.output<typeof ReasoningContent>;

export const RedactedReasoningContent = z
  .object({
    type: z.literal("redacted_reasoning").default("redacted_reasoning"),
    data: z.string(),
  })
  .meta({ id: "RedactedReasoningContent" });
export type RedactedReasoningContent = z.output<typeof RedactedReasoningContent>;

export const SummarizedReasoningContentPart = z
  .object({
    index: z.int(),
    text: z.string(),
  })
  .meta({ id: "SummarizedReasoningContentPart" });
export type SummarizedReasoningContentPart = z.output<typeof SummarizedReasoningContentPart>;

export const SummarizedReasoningContent = z
  .object({
    type: z.literal("summarized_reasoning").default("summarized_reasoning"),
    id: z.string(),
    summary: z.array(SummarizedReasoningContentPart),
    encrypted_content: z.string().optional(),
  })
  .meta({ id: "SummarizedReasoningContent" });
export type SummarizedReasoningContent = z.output<typeof SummarizedReasoningContent>;

export const TextContent = z
  .object({
    type: z.literal("text").default("text"),
    text: z.string(),
    signature: orNull(z.string()),
  })
  .meta({ id: "TextContent" });
export type TextContent = z.output<typeof TextContent>;

export const ToolCallContent = z
  .object({
    type: z.literal("tool_call").default("tool_call"),
    id: z.string(),
    name: z.string(),
    input: z.record(z.string(), z.unknown()),
    signature: orNull(z.string()),
  })
  .meta({ id: "ToolCallContent" });
export type ToolCallContent = z.output<typeof ToolCallContent>;

export const ToolReturnContent = z
  .object({
    type: z.literal("tool_return").default("tool_return"),
    tool_call_id: z.string(),
    content: z.string(),
    is_error: z.boolean(),
  })
  .meta({ id: "ToolReturnContent" });
export type ToolReturnContent = z.output<typeof ToolReturnContent>;

export const LettaToolReturnContentUnion = z
  .discriminatedUnion("type", [TextContent, ImageContent])
  .meta({ id: "LettaToolReturnContentUnion" });
export type LettaToolReturnContentUnion = z.output<typeof LettaToolReturnContentUnion>;

export const ToolReturn = z
  .object({
    type: z.literal("tool").default("tool"),
    tool_return: z.union([z.array(LettaToolReturnContentUnion), z.string()]),
    status: z.enum(["success", "error"]),
    tool_call_id: z.string(),
    stdout: orNull(z.array(z.string())),
    stderr: orNull(z.array(z.string())),
  })
  .meta({ id: "letta__schemas__letta_message__ToolReturn" });
export type ToolReturn = z.output<typeof ToolReturn>;

export const LettaMessageContentUnion = z
  .discriminatedUnion("type", [
    TextContent,
    ImageContent,
    ToolCallContent,
    ToolReturnContent,
    ReasoningContent,
    RedactedReasoningContent,
    OmittedReasoningContent,
  ])
  .meta({ id: "LettaMessageContentUnion" });
export type LettaMessageContentUnion = z.output<typeof LettaMessageContentUnion>;

export const LettaAssistantMessageContentUnion = TextContent.meta({
  id: "LettaAssistantMessageContentUnion",
});
export type LettaAssistantMessageContentUnion = z.output<typeof LettaAssistantMessageContentUnion>;

export const LettaUserMessageContentUnion = z
  .discriminatedUnion("type", [TextContent, ImageContent])
  .meta({ id: "LettaUserMessageContentUnion" });
export type LettaUserMessageContentUnion = z.output<typeof LettaUserMessageContentUnion>;

export const MessageContent = z.discriminatedUnion("type", [
  TextContent,
  ImageContent,
  ToolCallContent,
  ToolReturnContent,
  ReasoningContent,
  RedactedReasoningContent,
  OmittedReasoningContent,
  SummarizedReasoningContent,
]);
export type MessageContent = z.output<typeof MessageContent>;

export const ApprovalDecision = z.discriminatedUnion("type", [ApprovalReturn, ToolReturn]);
export type ApprovalDecision = z.output<typeof ApprovalDecision>;
