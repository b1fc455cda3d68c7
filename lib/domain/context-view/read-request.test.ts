import { expect, test } from "vitest";
import { readRequest } from "./read-request";

const parameters = { type: "object", properties: {} };
const told = [
  { role: "user", text: "Hi", attachments: 0 },
  { role: "assistant", text: 'look {"at":"sky"}', attachments: 0 },
  { role: "tool", text: "blue", attachments: 0 },
  { role: "user", text: "And now?", attachments: 0 },
];
const tool = { name: "look", text: expect.stringContaining('"name":"look"') };

const bodies = {
  "Chat Completions": {
    model: "gpt-4o",
    temperature: 1,
    messages: [
      { role: "system", content: "Be kind." },
      { role: "user", content: "Hi" },
      {
        role: "assistant",
        content: null,
        tool_calls: [{ id: "1", type: "function", function: { name: "look", arguments: '{"at":"sky"}' } }],
      },
      { role: "tool", tool_call_id: "1", content: "blue" },
      { role: "user", content: "And now?" },
    ],
    tools: [{ type: "function", function: { name: "look", description: "d", parameters } }],
  },
  Responses: {
    model: "gpt-5",
    temperature: 1,
    input: [
      { role: "developer", content: "Be kind." },
      { role: "user", content: [{ type: "input_text", text: "Hi" }] },
      { type: "function_call", call_id: "1", name: "look", arguments: '{"at":"sky"}' },
      { type: "function_call_output", call_id: "1", output: "blue" },
      { role: "user", content: [{ type: "input_text", text: "And now?" }] },
    ],
    tools: [{ type: "function", name: "look", description: "d", parameters }],
  },
  "Anthropic's Messages": {
    model: "claude",
    temperature: 1,
    system: [{ type: "text", text: "Be kind.", cache_control: { type: "ephemeral" } }],
    messages: [
      { role: "user", content: [{ type: "text", text: "Hi" }] },
      { role: "assistant", content: [{ type: "tool_use", id: "1", name: "look", input: { at: "sky" } }] },
      {
        role: "user",
        content: [
          { type: "tool_result", tool_use_id: "1", content: [{ type: "text", text: "blue" }] },
          { type: "text", text: "And now?" },
        ],
      },
    ],
    tools: [{ name: "look", description: "d", input_schema: parameters }],
  },
  Gemini: {
    temperature: 1,
    model: "gemini",
    systemInstruction: { parts: [{ text: "Be kind." }] },
    contents: [
      { role: "user", parts: [{ text: "Hi" }] },
      { role: "model", parts: [{ functionCall: { name: "look", args: { at: "sky" } } }] },
      { role: "user", parts: [{ functionResponse: { name: "look", response: "blue" } }] },
      { role: "user", parts: [{ text: "And now?" }] },
    ],
    tools: [{ functionDeclarations: [{ name: "look", description: "d", parameters }] }],
  },
};

test.each(Object.entries(bodies))(
  "a request of %s is read into system, tools and messages",
  (format, body) => {
    const request = readRequest(body);
    expect(request.system).toBe("Be kind.");
    expect(request.tools).toEqual([tool]);
    const expected =
      format === "Gemini"
        ? told.map((item) => (item.text === "blue" ? { ...item, text: '"blue"' } : item))
        : told;
    expect(request.messages).toEqual(expected);
    expect(request.parameters).toEqual({ model: body.model, temperature: 1 });
  },
);

test("pictures are counted, not read, and do not part the words around them", () => {
  const content = [
    { type: "text", text: "Look:" },
    { type: "image_url", image_url: { url: "data:image/png;base64,AAAA" } },
    { type: "text", text: "nice?" },
  ];
  expect(readRequest({ messages: [{ role: "user", content }] }).messages).toEqual([
    { role: "user", text: "Look:\nnice?", attachments: 1 },
  ]);
});

test("thoughts are read, sealed ones are passed over, and a later system message is a message", () => {
  const { system, messages } = readRequest({
    messages: [
      { role: "system", content: "Be kind." },
      {
        role: "assistant",
        content: [
          { type: "thinking", thinking: "hm", signature: "xxxx" },
          { type: "redacted_thinking", data: "xxxx" },
          { type: "text", text: "Yes" },
        ],
      },
      { role: "system", content: "It is late." },
    ],
  });
  expect(system).toBe("Be kind.");
  expect(messages).toEqual([
    { role: "assistant", text: "hm\nYes", attachments: 0 },
    { role: "system", text: "It is late.", attachments: 0 },
  ]);
});
