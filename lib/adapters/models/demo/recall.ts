import type { Conversation } from "./conversation";
import { find } from "./memory-calls";
import { call, type Reply, say } from "./reply";

/** Rule 9: "search memory for …", "search the web for …", "fetch URL". */
export function searchCommand(conversation: Conversation): Reply | null {
  const said = conversation.said;
  const url = /\b(?:fetch|open|read|summari[sz]e)\s+(https?:\/\/[^\s]+)/i.exec(said)?.[1];
  if (url) return withTool(conversation, "fetch_webpage", { url });
  const web = /^(?:search (?:the )?web|google)\s+(?:for\s+)?(.+)/is.exec(said)?.[1];
  if (web) return withTool(conversation, "web_search", { query: web });
  const match =
    /^(?:search|look up|find)\s+(?:(?:in\s+)?(?:my |your |our |the )?(memory|archive|archival memory|history|conversations?|messages?|chat)\s+)?(?:for\s+)?(.+)/is.exec(
      said,
    );
  if (!match) return null;
  const isAboutTalk = /history|conversation|message|chat/i.test(match[1] ?? "");
  return (
    searchMemory(conversation, match[2].replace(/[.?!]$/, ""), isAboutTalk) ??
    say("No memory search tool is attached.")
  );
}

/** Rule 10: a question about the user. The blocks are in the prompt; what is not there may be in the archive. */
export function recallQuestion(conversation: Conversation): Reply | null {
  const said = conversation.said;
  if (
    !/^(?:so |and |please |hey,? )*(what|who|where|when|which|how|do you (know|remember)|did i|have i|am i|tell me)\b/i.test(
      said,
    )
  )
    return null;
  if (!/\b(i|i'm|my|me|we|our|us)\b/i.test(said)) return null;
  if (/\babout me\b/i.test(said)) return allAboutUser(conversation);
  const lines = conversation.blocks
    .filter(({ label }) => label !== "persona")
    .flatMap(({ value }) => value.split("\n"));
  const line = bestLine(lines, said);
  if (line) return say(`From memory: “${line.trim()}”.`);
  const query = keywords(said).sort((a, b) => b.length - a.length)[0] ?? said;
  return searchMemory(conversation, query, false) ?? say("I don't have that in memory.");
}

function allAboutUser({ blocks }: Conversation): Reply {
  const known = blocks.find(({ label }) => label === "human")?.value.trim();
  return say(known ? `In memory about you:\n${known}` : "I don't have anything about you in memory yet.");
}

function searchMemory(conversation: Conversation, query: string, isAboutTalk: boolean): Reply | null {
  const names = ["archival_memory_search", "conversation_search"];
  const name = (isAboutTalk ? names.reverse() : names).find((tool) => find(conversation, tool));
  return name ? call(`Looking for “${query}”.`, { name, arguments: { query } }) : null;
}

const withTool = (conversation: Conversation, name: string, args: Record<string, unknown>): Reply =>
  find(conversation, name)
    ? call(`This needs ${name}.`, { name, arguments: args })
    : say(`The tool ${name} is not attached.`);

/** The line that shares most words with the question; nothing is better than a line that shares none. */
export function bestLine(lines: string[], question: string): string | null {
  const asked = keywords(question);
  let best: { line: string; score: number } | null = null;
  for (const line of lines) {
    const words = new Set(keywords(line));
    const score = asked.filter((word) => words.has(word)).length;
    if (score > (best?.score ?? 0)) best = { line, score };
  }
  return best?.line ?? null;
}

const stopWords = new Set(
  "a an and are about be been call called did do does for from has have he her his how i im in is it its know like me my of on or our remember say she tell than that the their them then there they this to up us user users was we were what when where which who with you your".split(
    " ",
  ),
);

/** One word for what means the same in a question and in a note. */
const sameAs: Record<string, string> = {
  love: "prefer",
  enjoy: "prefer",
  favourite: "prefer",
  favorite: "prefer",
  lives: "live",
  home: "live",
  city: "live",
  job: "work",
  employer: "work",
};

/** `like` is a stop word except where the user's likes are asked for. */
function keywords(text: string): string[] {
  const asksForLikes = /\b(?:do|did) i (?:really )?like\b|^like:/i.test(text.trim());
  const found = text
    .toLowerCase()
    .replace(/'s\b/g, "")
    .match(/[\p{L}\p{N}]+/gu);
  const words = (found ?? [])
    .filter((word) => !stopWords.has(word))
    .map((word) => sameAs[word] ?? stem(word));
  const isWhoAmI = /\bwho am i\b/i.test(text);
  return [...new Set([...words, ...(asksForLikes ? ["prefer"] : []), ...(isWhoAmI ? ["name"] : [])])];
}

const stem = (word: string) => (word.length > 4 ? word.replace(/(ies|es|s|ing|ed)$/, "") : word);
