import { type Conversation, objectIn } from "./conversation";
import { call, type DemoCall, type Reply, say } from "./reply";

/** Rule 2: `/call NAME {json}`, one per line. What has been called since the user spoke is not called again. */
export function callCommand(conversation: Conversation): Reply | null {
  const calls = callsIn(conversation.said);
  if (calls.length === 0) return null;
  const names = conversation.tools.map(({ name }) => name);
  const missing = calls.find(({ name }) => !names.includes(name));
  if (missing) return say(`There is no tool named ${missing.name}. Attached: ${names.join(", ") || "none"}.`);
  const left = calls.slice(conversation.results.length);
  if (left.length === 0) return null;
  const now = conversation.isParallel ? left : left.slice(0, 1);
  return call(`The user asked for ${now.map(({ name }) => name).join(" and ")}.`, ...now);
}

function callsIn(said: string): DemoCall[] {
  return said
    .split(/^(?=\/call\s)/m)
    .map((piece) => /^\/call\s+([\w.-]+)\s*([\s\S]*)$/.exec(piece.trim()))
    .filter((match) => match !== null)
    .map(([, name, json]) => ({
      name,
      arguments: json.trim() === "" ? {} : (objectIn(json) ?? json.trim()),
    }));
}

/** Rule 3: commands that show something or behave in a certain way. */
export function otherCommand(conversation: Conversation): Reply | null {
  const match = /^\/(help|memory|tools|think|error|slow|long)\b\s*([\s\S]*)$/i.exec(conversation.said);
  if (!match) return null;
  const [, name, rest] = match;
  switch (name.toLowerCase()) {
    case "help":
      return say(help);
    case "memory":
      return say(memoryText(conversation));
    case "tools":
      return say(
        conversation.tools.map((tool) => `- ${tool.name}: ${firstLine(tool.description)}`).join("\n") ||
          "No tools are attached.",
      );
    case "think":
      return { thought: rest || "Nothing to think about.", text: "I have thought about it." };
    case "error":
      return errorReply(rest.trim());
    case "slow":
      return { ...say(words(20)), wordDelayMs: clamp(rest, { min: 1, max: 5_000, otherwise: 250 }) };
    default:
      return say(words(clamp(rest, { min: 1, max: 100_000, otherwise: 500 })));
  }
}

const help = `I'm the demo model, a set of rules, not a language model. I understand:
- "My name is Ada", "Remember that my dog is called Rex", "I live in Paris", "Actually, my city is Rome", "Forget my dog"
- "What is my name?", "What do you know about me?", "Search memory for Rex"
- /call NAME {"argument": "value"} calls a tool; several lines call several
- /memory, /tools, /think TEXT, /error [rate_limit|overflow|auth], /slow MILLISECONDS, /long WORDS`;

const memoryText = ({ blocks }: Conversation) =>
  blocks.map(({ label, value }) => `${label}:\n${value || "(empty)"}`).join("\n\n") ||
  "There are no memory blocks.";

const firstLine = (text: string) => text.trim().split("\n")[0];

function errorReply(name: string): Reply {
  const kinds = {
    rate_limit: "rate_limit",
    overflow: "context_window_exceeded",
    auth: "authentication",
  } as const;
  const kind = kinds[name as keyof typeof kinds] ?? "server";
  return { error: { kind, message: "demo: this error was asked for with /error" } };
}

const words = (count: number) => Array.from({ length: count }, (_, index) => `word${index + 1}`).join(" ");

function clamp(
  text: string,
  { min, max, otherwise }: { min: number; max: number; otherwise: number },
): number {
  const value = Number.parseInt(text, 10);
  return Number.isNaN(value) ? otherwise : Math.min(Math.max(value, min), max);
}
