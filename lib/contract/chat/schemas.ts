import { z } from "zod";
import { orNull } from "../common";

export const ChatURLCitation = z
  .looseObject({
    end_index: z.int(),
    start_index: z.int(),
    title: z.string(),
    url: z.string(),
  })
  .meta({ id: "AnnotationURLCitation" });
export type ChatURLCitation = z.output<typeof ChatURLCitation>;

export const ChatAnnotation = z
  .looseObject({
    type: z.literal("url_citation"),
    url_citation: ChatURLCitation,
  })
  .meta({ id: "Annotation" });
export type ChatAnnotation = z.output<typeof ChatAnnotation>;

export const ChatCompletionAudio = z
  .looseObject({
    id: z.string(),
    data: z.string(),
    expires_at: z.int(),
    transcript: z.string(),
  })
  .meta({ id: "ChatCompletionAudio" });
export type ChatCompletionAudio = z.output<typeof ChatCompletionAudio>;

export const ChatCustomCall = z
  .looseObject({
    input: z.string(),
    name: z.string(),
  })
  .meta({ id: "Custom-Output" });
export type ChatCustomCall = z.output<typeof ChatCustomCall>;

export const ChatCompletionMessageCustomToolCall = z
  .looseObject({
    id: z.string(),
    custom: ChatCustomCall,
    type: z.literal("custom"),
  })
  .meta({ id: "ChatCompletionMessageCustomToolCall" });
export type ChatCompletionMessageCustomToolCall = z.output<typeof ChatCompletionMessageCustomToolCall>;

export const ChatLegacyFunctionCall = z
  .looseObject({
    arguments: z.string(),
    name: z.string(),
  })
  .meta({ id: "FunctionCall-Output" });
export type ChatLegacyFunctionCall = z.output<typeof ChatLegacyFunctionCall>;

export const ChatFunctionCall = z
  .looseObject({
    arguments: z.string(),
    name: z.string(),
  })
  .meta({ id: "Function-Output" });
export type ChatFunctionCall = z.output<typeof ChatFunctionCall>;

export const ChatToolCall = z
  .looseObject({
    id: z.string(),
    function: ChatFunctionCall,
    type: z.literal("function"),
  })
  .meta({ id: "ChatCompletionMessageFunctionToolCall-Output" });
export type ChatToolCall = z.output<typeof ChatToolCall>;

export const ChatCompletionMessage = z
  .looseObject({
    content: orNull(z.string()),
    refusal: orNull(z.string()),
    role: z.literal("assistant"),
    annotations: orNull(z.array(ChatAnnotation)),
    audio: orNull(ChatCompletionAudio),
    function_call: orNull(ChatLegacyFunctionCall),
    tool_calls: orNull(z.array(z.union([ChatToolCall, ChatCompletionMessageCustomToolCall]))),
  })
  .meta({ id: "ChatCompletionMessage" });
export type ChatCompletionMessage = z.output<typeof ChatCompletionMessage>;

export const ChatTopLogprob = z
  .looseObject({
    token: z.string(),
    bytes: orNull(z.array(z.int())),
    logprob: z.number(),
  })
  .meta({ id: "openai__types__chat__chat_completion_token_logprob__TopLogprob" });
export type ChatTopLogprob = z.output<typeof ChatTopLogprob>;

export const ChatTokenLogprob = z
  .looseObject({
    token: z.string(),
    bytes: orNull(z.array(z.int())),
    logprob: z.number(),
    top_logprobs: z.array(ChatTopLogprob),
  })
  .meta({ id: "openai__types__chat__chat_completion_token_logprob__ChatCompletionTokenLogprob" });
export type ChatTokenLogprob = z.output<typeof ChatTokenLogprob>;

export const ChatLogprobs = z
  .looseObject({
    content: orNull(z.array(ChatTokenLogprob)),
    refusal: orNull(z.array(ChatTokenLogprob)),
  })
  .meta({ id: "openai__types__chat__chat_completion__ChoiceLogprobs" });
export type ChatLogprobs = z.output<typeof ChatLogprobs>;

export const ChatChoice = z
  .looseObject({
    finish_reason: z.enum(["stop", "length", "tool_calls", "content_filter", "function_call"]),
    index: z.int(),
    logprobs: orNull(ChatLogprobs),
    message: ChatCompletionMessage,
  })
  .meta({ id: "Choice" });
export type ChatChoice = z.output<typeof ChatChoice>;

export const CompletionTokensDetails = z
  .looseObject({
    accepted_prediction_tokens: orNull(z.int()),
    audio_tokens: orNull(z.int()),
    reasoning_tokens: orNull(z.int()),
    rejected_prediction_tokens: orNull(z.int()),
  })
  .meta({ id: "CompletionTokensDetails" });
export type CompletionTokensDetails = z.output<typeof CompletionTokensDetails>;

export const PromptTokensDetails = z
  .looseObject({
    audio_tokens: orNull(z.int()),
    cached_tokens: orNull(z.int()),
  })
  .meta({ id: "PromptTokensDetails" });
export type PromptTokensDetails = z.output<typeof PromptTokensDetails>;

export const CompletionUsage = z
  .looseObject({
    completion_tokens: z.int(),
    prompt_tokens: z.int(),
    total_tokens: z.int(),
    completion_tokens_details: orNull(CompletionTokensDetails),
    prompt_tokens_details: orNull(PromptTokensDetails),
  })
  .meta({ id: "CompletionUsage" });
export type CompletionUsage = z.output<typeof CompletionUsage>;

export const ChatCompletion = z
  .looseObject({
    id: z.string(),
    choices: z.array(ChatChoice),
    created: z.int(),
    model: z.string(),
    object: z.literal("chat.completion"),
    service_tier: orNull(z.enum(["auto", "default", "flex", "scale", "priority"])),
    system_fingerprint: orNull(z.string()),
    usage: orNull(CompletionUsage),
  })
  .meta({ id: "ChatCompletion" });
export type ChatCompletion = z.output<typeof ChatCompletion>;

export const FunctionDefinition = z
  .looseObject({
    name: z.string(),
    description: orNull(z.string()),
    parameters: orNull(z.record(z.string(), z.unknown())),
    strict: orNull(z.boolean()),
  })
  .meta({ id: "FunctionDefinition" });
export type FunctionDefinition = z.output<typeof FunctionDefinition>;

export const FunctionTool = z
  .looseObject({
    function: FunctionDefinition,
    type: z.literal("function"),
  })
  .meta({ id: "FunctionTool" });
export type FunctionTool = z.output<typeof FunctionTool>;
