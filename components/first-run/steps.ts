export type StepId = "talk" | "remember" | "connect" | "code";
export type Step = { id: StepId; title: string; isDone: boolean };

/** What the server and this browser know of a newcomer's first steps. */
export interface FirstFacts {
  hasTalked: boolean;
  hasRemembered: boolean;
  hasRealModel: boolean;
  hasCopiedCode: boolean;
}

export const firstSteps = (facts: FirstFacts): Step[] => [
  { id: "talk", title: "Talk to an agent", isDone: facts.hasTalked },
  { id: "remember", title: "See it remember", isDone: facts.hasRemembered },
  { id: "connect", title: "Connect a real model", isDone: facts.hasRealModel },
  { id: "code", title: "Call it from code", isDone: facts.hasCopiedCode },
];

export const isAllDone = (steps: Step[]) => steps.every((step) => step.isDone);

export type Language = "typescript" | "python" | "curl";
export type CodeTarget = { origin: string; agentId: string | null; needsKey: boolean };

const question = "What do you remember about me?";

/** A first call from code, ready to run against this very server. */
export function codeFor(language: Language, { origin, agentId, needsKey }: CodeTarget): string {
  const id = agentId ?? "agent-…";
  switch (language) {
    case "typescript":
      return [
        "// npm install @letta-ai/letta-client",
        'import Letta from "@letta-ai/letta-client";',
        "",
        `const client = new Letta({ baseURL: "${origin}", apiKey: ${needsKey ? '"your-key"' : "null"} });`,
        `const answer = await client.agents.messages.create("${id}", {`,
        `  messages: [{ role: "user", content: "${question}" }],`,
        "});",
        "console.log(answer.messages);",
      ].join("\n");
    case "python":
      return [
        "# pip install letta-client",
        "from letta_client import Letta",
        "",
        `client = Letta(base_url="${origin}"${needsKey ? ', api_key="your-key"' : ""})`,
        "answer = client.agents.messages.create(",
        `    "${id}",`,
        `    messages=[{"role": "user", "content": "${question}"}],`,
        ")",
        "print(answer.messages)",
      ].join("\n");
    case "curl":
      return [
        `curl ${origin}/v1/agents/${id}/messages \\`,
        ...(needsKey ? ["  -H 'Authorization: Bearer your-key' \\"] : []),
        "  -H 'Content-Type: application/json' \\",
        `  -d '{"messages": [{"role": "user", "content": "${question}"}]}'`,
      ].join("\n");
  }
}
