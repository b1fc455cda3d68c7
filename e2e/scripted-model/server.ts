import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { type ScriptedTurn, textOf, throughSendMessage, turnFor } from "./script";

export interface ScriptedModelServer {
  /** With `/v1`, as `OPENAI_BASE_URL` wants it. */
  url: string;
  requests: RecordedRequest[];
  /** Queues turns: each chat request takes the next one; without any, the conversation's directives decide. */
  script(...turns: ScriptedTurn[]): void;
  /** Forgets queued turns and recorded requests. */
  reset(): void;
  /** Chat requests whose client went away before the answer was complete. */
  aborted(): number;
  close(): Promise<void>;
}

export interface RecordedRequest {
  method: string;
  path: string;
  authorization: string | null;
  body: Record<string, unknown>;
}

const models = [
  { id: "scripted-large", object: "model", owned_by: "scripted", max_model_len: 128_000 },
  { id: "scripted-small", object: "model", owned_by: "scripted", max_model_len: 16_000 },
  { id: "scripted-embedding", object: "model", owned_by: "scripted" },
];
const EMBEDDING_DIM = 64;

/** An OpenAI-compatible server that says what the test told it to. */
export async function startScriptedModel({ port = 0 }: { port?: number } = {}): Promise<ScriptedModelServer> {
  const queue: ScriptedTurn[] = [];
  const requests: RecordedRequest[] = [];
  let aborted = 0;
  const server = createServer((request, response) => {
    response.on("close", () => {
      if (!response.writableFinished && request.url?.endsWith("/chat/completions")) aborted++;
    });
    handle(request, response, { queue, requests }).catch((error: Error) => {
      if (!response.headersSent) send(response, 500, { error: { message: error.message } });
      else response.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    requests,
    script: (...turns) => void queue.push(...turns),
    reset() {
      queue.length = 0;
      requests.length = 0;
    },
    aborted: () => aborted,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

async function handle(
  request: IncomingMessage,
  response: ServerResponse,
  { queue, requests }: { queue: ScriptedTurn[]; requests: RecordedRequest[] },
) {
  const path = (request.url ?? "").split("?")[0];
  const text = await bodyOf(request);
  const body = text ? (JSON.parse(text) as Record<string, unknown>) : {};
  const authorization = request.headers.authorization ?? null;
  requests.push({ method: request.method ?? "GET", path, authorization, body });
  if (path === "/v1/models") return send(response, 200, { object: "list", data: models });
  if (path === "/v1/embeddings") return send(response, 200, embeddings(body));
  if (path !== "/v1/chat/completions") return send(response, 404, { error: { message: `No route ${path}` } });
  const messages = (body.messages ?? []) as { role: string; content?: unknown }[];
  const turn = queue.shift() ?? throughSendMessage(turnFor(messages), body);
  if (turn.delayMs) await sleep(turn.delayMs);
  if (turn.error) return sendError(response, turn.error);
  return body.stream ? stream(response, body, turn) : send(response, 200, whole(body, turn));
}

function sendError(
  response: ServerResponse,
  { status, retryAfter, ...error }: NonNullable<ScriptedTurn["error"]>,
) {
  if (retryAfter) response.setHeader("retry-after", retryAfter);
  send(response, status, { error: { message: `Scripted error ${status}`, ...error } });
}

async function stream(response: ServerResponse, body: Record<string, unknown>, turn: ScriptedTurn) {
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-cache" });
  const chunk = (fields: object) =>
    response.write(
      `data: ${JSON.stringify({ ...envelope(body), object: "chat.completion.chunk", ...fields })}\n\n`,
    );
  const delta = (fields: object, finish: string | null = null) =>
    chunk({ choices: [{ index: 0, delta: fields, finish_reason: finish }] });
  delta({ role: "assistant" });
  let sent = 0;
  for (const piece of pieces(turn)) {
    if (response.destroyed) return;
    if (turn.cutAfter !== undefined && sent++ >= turn.cutAfter) return cut(response);
    delta(piece);
    if (turn.msPerToken) await sleep(turn.msPerToken);
  }
  if (!turn.withoutFinish) {
    delta({}, finishOf(turn));
    chunk({ choices: [], usage: usage(body, turn) });
  }
  response.end("data: [DONE]\n\n");
}

/** What was written must arrive before the connection breaks. */
async function cut(response: ServerResponse) {
  await sleep(20);
  response.destroy();
}

/** The answer as a provider would stream it: thoughts, text, then calls whose arguments come in fragments by turns. */
function* pieces(turn: ScriptedTurn): Generator<object> {
  for (const word of words(turn.reasoning)) yield { reasoning_content: word };
  for (const word of words(turn.text)) yield { content: word };
  const calls = callsOf(turn);
  for (const call of calls)
    yield {
      tool_calls: [
        { index: call.index, id: call.id, type: "function", function: { name: call.name, arguments: "" } },
      ],
    };
  const rounds = Math.max(0, ...calls.map((call) => call.fragments.length));
  for (let round = 0; round < rounds; round++)
    for (const { index, fragments } of calls)
      if (fragments[round]) yield { tool_calls: [{ index, function: { arguments: fragments[round] } }] };
}

const callsOf = (turn: ScriptedTurn) =>
  (turn.toolCalls ?? []).map(({ name, arguments: args = {}, id }, index) => {
    const text = typeof args === "string" ? args : JSON.stringify(args);
    return {
      index,
      name,
      text,
      id: id ?? `call_${crypto.randomUUID().slice(0, 8)}`,
      fragments: text.match(/[\s\S]{1,8}/g) ?? [],
    };
  });

const words = (text = ""): string[] => text.match(/\s*\S+\s*$|\s*\S+/g) ?? [];

function whole(body: Record<string, unknown>, turn: ScriptedTurn) {
  const calls = callsOf(turn).map(({ id, name, text }) => ({
    id,
    type: "function",
    function: { name, arguments: text },
  }));
  const message = {
    role: "assistant",
    content: turn.text ?? null,
    ...(turn.reasoning && { reasoning_content: turn.reasoning }),
    ...(calls.length > 0 && { tool_calls: calls }),
  };
  return {
    ...envelope(body),
    object: "chat.completion",
    choices: [{ index: 0, message, finish_reason: finishOf(turn) }],
    usage: usage(body, turn),
  };
}

const envelope = (body: Record<string, unknown>) => ({
  id: "chatcmpl-scripted",
  created: 1_700_000_000,
  model: body.model,
});

const finishOf = (turn: ScriptedTurn) =>
  turn.finishReason ?? (turn.toolCalls?.length ? "tool_calls" : "stop");

/** Four bytes count as a token, so that usage grows with the conversation. */
function usage(body: Record<string, unknown>, turn: ScriptedTurn) {
  const prompt = Math.ceil(JSON.stringify(body.messages ?? []).length / 4);
  const reasoning = words(turn.reasoning).length;
  const completion = reasoning + words(turn.text).length + callsOf(turn).length * 10;
  return {
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: prompt + completion,
    prompt_tokens_details: { cached_tokens: Math.floor(prompt / 2) },
    completion_tokens_details: { reasoning_tokens: reasoning },
  };
}

/** Bags of hashed words: texts that share words are near each other. */
function embeddings(body: Record<string, unknown>) {
  const inputs = Array.isArray(body.input) ? (body.input as string[]) : [textOf(body.input)];
  return {
    object: "list",
    model: body.model,
    data: inputs.map((input, index) => ({ object: "embedding", index, embedding: vectorOf(input) })),
    usage: { prompt_tokens: inputs.length, total_tokens: inputs.length },
  };
}

function vectorOf(text: string): number[] {
  const vector = new Array<number>(EMBEDDING_DIM).fill(0);
  for (const word of text.toLowerCase().match(/\w+/g) ?? ["empty"]) {
    let hash = 7;
    for (const char of word) hash = (hash * 31 + char.charCodeAt(0)) >>> 0;
    vector[hash % EMBEDDING_DIM] += 1;
  }
  const length = Math.hypot(...vector) || 1;
  return vector.map((value) => value / length);
}

function send(response: ServerResponse, status: number, body: unknown) {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}
