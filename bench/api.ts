/** The few calls that are measured, as plain as HTTP gets: a client library's own time is not part of the figures. */
export function apiOf(url: string) {
  const call = async (method: string, path: string, body?: unknown): Promise<any> => {
    const response = await fetch(url + path, {
      method,
      headers: body === undefined ? {} : { "content-type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text.slice(0, 300)}`);
    return text === "" ? null : JSON.parse(text);
  };
  const memory_blocks = [
    { label: "human", value: "Name: Ada" },
    { label: "persona", value: "I am brief." },
  ];
  return {
    createAgent: (model: string) => call("POST", "/v1/agents/", { model, memory_blocks }),
    getAgent: (id: string) => call("GET", `/v1/agents/${id}`),
    listAgents: () => call("GET", "/v1/agents/?limit=20"),
    updateBlock: (id: string, value: string) => call("PATCH", `/v1/blocks/${id}`, { value }),
    send: (id: string, input: string) => call("POST", `/v1/agents/${id}/messages`, { input }),
    compact: (id: string) => call("POST", `/v1/agents/${id}/summarize`, {}),
    stream: (id: string, input: string) => streamTimes(`${url}/v1/agents/${id}/messages/stream`, input),
  };
}

/** Milliseconds until the first frame, the first word and the end of a streamed turn. */
async function streamTimes(url: string, input: string) {
  const started = performance.now();
  const since = () => performance.now() - started;
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ input, stream_tokens: true }),
  });
  let firstFrame = 0;
  let firstWord = 0;
  let text = "";
  const decoder = new TextDecoder();
  for await (const part of response.body as ReadableStream<Uint8Array>) {
    firstFrame ||= since();
    text += decoder.decode(part, { stream: true });
    if (!firstWord && text.includes('"assistant_message"')) firstWord = since();
  }
  if (!text.includes("data: [DONE]") || !firstWord)
    throw new Error(`The stream had no answer: ${text.slice(-500)}`);
  return { firstFrame, firstWord, end: since() };
}
