import { z } from "zod";

export const ChatAudioParam = z
  .object({
    id: z.string(),
  })
  .meta({ id: "Audio" });
export type ChatAudioParam = z.output<typeof ChatAudioParam>;

export const ChatCompletionContentPartRefusalParam = z
  .object({
    refusal: z.string(),
    type: z.literal("refusal"),
  })
  .meta({ id: "ChatCompletionContentPartRefusalParam" });
export type ChatCompletionContentPartRefusalParam = z.output<typeof ChatCompletionContentPartRefusalParam>;

export const ChatCompletionContentPartTextParam = z
  .object({
    text: z.string(),
    type: z.literal("text"),
  })
  .meta({ id: "ChatCompletionContentPartTextParam" });
export type ChatCompletionContentPartTextParam = z.output<typeof ChatCompletionContentPartTextParam>;

export const ChatCustomCallInput = z
  .object({
    input: z.string(),
    name: z.string(),
  })
  .meta({ id: "Custom-Input" });
export type ChatCustomCallInput = z.output<typeof ChatCustomCallInput>;

export const ChatCompletionMessageCustomToolCallParam = z
  .object({
    id: z.string(),
    custom: ChatCustomCallInput,
    type: z.literal("custom"),
  })
  .meta({ id: "ChatCompletionMessageCustomToolCallParam" });
export type ChatCompletionMessageCustomToolCallParam = z.output<
  typeof ChatCompletionMessageCustomToolCallParam
>;

export const ChatFunctionCallParam = z
  .object({
    arguments: z.string(),
    name: z.string(),
  })
  .meta({ id: "openai__types__chat__chat_completion_message_function_tool_call_param__Function" });
export type ChatFunctionCallParam = z.output<typeof ChatFunctionCallParam>;

export const ChatCompletionMessageFunctionToolCallParam = z
  .object({
    id: z.string(),
    function: ChatFunctionCallParam,
    type: z.literal("function"),
  })
  .meta({ id: "ChatCompletionMessageFunctionToolCallParam" });
export type ChatCompletionMessageFunctionToolCallParam = z.output<
  typeof ChatCompletionMessageFunctionToolCallParam
>;

export const ChatLegacyFunctionCallInput = z
  .object({
    arguments: z.string(),
    name: z.string(),
  })
  .meta({ id: "FunctionCall-Input" });
export type ChatLegacyFunctionCallInput = z.output<typeof ChatLegacyFunctionCallInput>;

export const ChatCompletionAssistantMessageParam = z
  .object({
    role: z.literal("assistant"),
    audio: ChatAudioParam.nullish(),
    content: z
      .union([
        z.string(),
        z.array(z.union([ChatCompletionContentPartTextParam, ChatCompletionContentPartRefusalParam])),
      ])
      .nullish(),
    function_call: ChatLegacyFunctionCallInput.nullish(),
    name: z.string().optional(),
    refusal: z.string().nullish(),
    tool_calls: z
      .array(z.union([ChatCompletionMessageFunctionToolCallParam, ChatCompletionMessageCustomToolCallParam]))
      .optional(),
  })
  .meta({ id: "ChatCompletionAssistantMessageParam" });
export type ChatCompletionAssistantMessageParam = z.output<typeof ChatCompletionAssistantMessageParam>;

export const ChatImageURL = z
  .object({
    url: z.string(),
    detail: z.enum(["auto", "low", "high"]).optional(),
  })
  .meta({ id: "ImageURL" });
export type ChatImageURL = z.output<typeof ChatImageURL>;

export const ChatCompletionContentPartImageParam = z
  .object({
    image_url: ChatImageURL,
    type: z.literal("image_url"),
  })
  .meta({ id: "ChatCompletionContentPartImageParam" });
export type ChatCompletionContentPartImageParam = z.output<typeof ChatCompletionContentPartImageParam>;

export const ChatInputAudio = z
  .object({
    data: z.string(),
    format: z.enum(["wav", "mp3"]),
  })
  .meta({ id: "InputAudio" });
export type ChatInputAudio = z.output<typeof ChatInputAudio>;

export const ChatCompletionContentPartInputAudioParam = z
  .object({
    input_audio: ChatInputAudio,
    type: z.literal("input_audio"),
  })
  .meta({ id: "ChatCompletionContentPartInputAudioParam" });
export type ChatCompletionContentPartInputAudioParam = z.output<
  typeof ChatCompletionContentPartInputAudioParam
>;

export const ChatCompletionDeveloperMessageParam = z
  .object({
    content: z.union([z.string(), z.array(ChatCompletionContentPartTextParam)]),
    role: z.literal("developer"),
    name: z.string().optional(),
  })
  .meta({ id: "ChatCompletionDeveloperMessageParam" });
export type ChatCompletionDeveloperMessageParam = z.output<typeof ChatCompletionDeveloperMessageParam>;

export const ChatCompletionFunctionMessageParam = z
  .object({
    content: z.string().nullable(),
    name: z.string(),
    role: z.literal("function"),
  })
  .meta({ id: "ChatCompletionFunctionMessageParam" });
export type ChatCompletionFunctionMessageParam = z.output<typeof ChatCompletionFunctionMessageParam>;

export const ChatFunctionCallInput = z
  .looseObject({
    arguments: z.string(),
    name: z.string(),
  })
  .meta({ id: "openai__types__chat__chat_completion_message_function_tool_call__Function" });
export type ChatFunctionCallInput = z.output<typeof ChatFunctionCallInput>;

export const ChatToolCallInput = z
  .looseObject({
    id: z.string(),
    function: ChatFunctionCallInput,
    type: z.literal("function"),
  })
  .meta({ id: "ChatCompletionMessageFunctionToolCall-Input" });
export type ChatToolCallInput = z.output<typeof ChatToolCallInput>;

export const ChatCompletionSystemMessageParam = z
  .object({
    content: z.union([z.string(), z.array(ChatCompletionContentPartTextParam)]),
    role: z.literal("system"),
    name: z.string().optional(),
  })
  .meta({ id: "ChatCompletionSystemMessageParam" });
export type ChatCompletionSystemMessageParam = z.output<typeof ChatCompletionSystemMessageParam>;

export const ChatCompletionToolMessageParam = z
  .object({
    content: z.union([z.string(), z.array(ChatCompletionContentPartTextParam)]),
    role: z.literal("tool"),
    tool_call_id: z.string(),
  })
  .meta({ id: "ChatCompletionToolMessageParam" });
export type ChatCompletionToolMessageParam = z.output<typeof ChatCompletionToolMessageParam>;

export const ChatFileData = z
  .object({
    file_data: z.string().optional(),
    file_id: z.string().optional(),
    filename: z.string().optional(),
  })
  .meta({ id: "FileFile" });
export type ChatFileData = z.output<typeof ChatFileData>;

export const ChatFile = z
  .object({
    file: ChatFileData,
    type: z.literal("file"),
  })
  .meta({ id: "File" });
export type ChatFile = z.output<typeof ChatFile>;

export const ChatCompletionUserMessageParam = z
  .object({
    content: z.union([
      z.string(),
      z.array(
        z.union([
          ChatCompletionContentPartTextParam,
          ChatCompletionContentPartImageParam,
          ChatCompletionContentPartInputAudioParam,
          ChatFile,
        ]),
      ),
    ]),
    role: z.literal("user"),
    name: z.string().optional(),
  })
  .meta({ id: "ChatCompletionUserMessageParam" });
export type ChatCompletionUserMessageParam = z.output<typeof ChatCompletionUserMessageParam>;

export const ChatCompletionRequest = z
  .object({
    model: z.string(),
    messages: z.array(
      z.union([
        ChatCompletionDeveloperMessageParam,
        ChatCompletionSystemMessageParam,
        ChatCompletionUserMessageParam,
        ChatCompletionAssistantMessageParam,
        ChatCompletionToolMessageParam,
        ChatCompletionFunctionMessageParam,
      ]),
    ),
    temperature: z.number().min(0).max(2).nullish(),
    top_p: z.number().min(0).max(1).nullish(),
    n: z.int().min(1).nullable().default(1),
    stream: z.boolean().nullable().default(false),
    stop: z.union([z.string(), z.array(z.string())]).nullish(),
    max_tokens: z.int().nullish(),
    presence_penalty: z.number().min(-2).max(2).nullish(),
    frequency_penalty: z.number().min(-2).max(2).nullish(),
    user: z.string().nullish(),
  })
  .meta({ id: "ChatCompletionRequest" });
export type ChatCompletionRequest = z.output<typeof ChatCompletionRequest>;
