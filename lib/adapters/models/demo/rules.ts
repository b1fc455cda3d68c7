import { textOf } from "@/lib/runtime/messages";
import { afterTools } from "./after-tools";
import { callCommand, otherCommand } from "./commands";
import type { Conversation } from "./conversation";
import { correctedFact, nameFact, rememberFact, statedFact } from "./facts";
import { factBlock, find } from "./memory-calls";
import { recallQuestion, searchCommand } from "./recall";
import { call, type Reply, say } from "./reply";

type Rule = (conversation: Conversation) => Reply | null;

/** In order; the first that has an answer wins. */
const rules: Rule[] = [
  summary,
  callCommand,
  afterTools,
  otherCommand,
  whatAreYou,
  nameFact,
  rememberFact,
  correctedFact,
  statedFact,
  arithmetic,
  searchCommand,
  recallQuestion,
  greeting,
];

export function decide(conversation: Conversation): Reply {
  for (const rule of rules) {
    const reply = rule(conversation);
    if (reply) return reply;
  }
  return say(
    "I'm the demo model, a set of rules. I can keep facts in memory, recall and search them, and call tools; /help shows how. Connect a model on the Models page to talk freely.",
  );
}

/** A history is to be shortened: quote the beginning of what was said, since rules cannot retell it. */
function summary({ messages, tools }: Conversation): Reply | null {
  const [system] = messages;
  if (tools.length > 0 || system?.role !== "system" || !/summar/i.test(textOf(system.content))) return null;
  const lines = messages
    .slice(1)
    .flatMap((row) => textOf(row.content).split("\n"))
    .map((line) => line.trim())
    .filter((line) => line.length > 3);
  const kept = lines.length > 24 ? [...lines.slice(0, 12), "…", ...lines.slice(-12)] : lines;
  return say(
    `Excerpts of the earlier conversation, chosen by the demo model:\n${kept.map((line) => line.slice(0, 200)).join("\n")}`,
  );
}

function whatAreYou({ said }: Conversation): Reply | null {
  const isAsked =
    /\b(what|who) are you\b|\bare you (?:an? |the )?(?:real |large )?(?:ai|llm|language model|model|bot|human|person|gpt\S*|claude|gemini)\b|\b(what|which) model\b/i;
  return isAsked.test(said) ? say("I'm the demo model, a set of rules, not a language model.") : null;
}

/** Rule 8. The expression is the user's, so it runs in the sandbox or not at all. */
function arithmetic(conversation: Conversation): Reply | null {
  const match = /^(?:what(?:'s| is)|calculate|compute|how much is)?\s*([-+*/%^().\d\s]{3,80})\s*[=?]*$/i.exec(
    conversation.said,
  );
  const expression = match?.[1].trim();
  if (!expression || !/\d\s*[-+*/%^]\s*[-(.\d]/.test(expression)) return null;
  if (!find(conversation, "run_code"))
    return say("I don't compute myself. Attach the tool run_code and I will use it.");
  const code = `print(${expression.replaceAll("^", "**")})`;
  return call("Arithmetic is for run_code.", { name: "run_code", arguments: { code, language: "python" } });
}

function greeting(conversation: Conversation): Reply | null {
  if (!/^(hi|hello|hey|good (morning|afternoon|evening))\b/i.test(conversation.said)) return null;
  const name = /^Name: (.+)$/m.exec(factBlock(conversation)?.value ?? "")?.[1];
  return say(
    `Hello${name ? `, ${name}` : ""}! I'm the demo model, a set of rules. Try:\n- My name is Ada\n- Remember that my dog is called Rex\n- What is my name?`,
  );
}
