import type { Block, Conversation } from "./conversation";
import { appendCall, factBlock, find, replaceCall } from "./memory-calls";
import { bestLine } from "./recall";
import { call, type Reply, say } from "./reply";

const noMemory = say("I have no memory block that I may write, or no tool to write it with.");

/** Rule 4: "my name is X", "call me X". */
export function nameFact(conversation: Conversation): Reply | null {
  const said = conversation.said;
  const match = /\b(?:my name is|call me|i am called|i'm called)\s+/i.exec(said);
  if (!match || isQuestion(said)) return null;
  const name = /^[\p{L}][\p{L}'’-]*(?:\s+\p{Lu}[\p{L}'’-]*){0,3}/u.exec(
    said.slice(match.index + match[0].length),
  )?.[0];
  if (!name || /^(later|back|again|tomorrow|tonight|when|if|at|on|in|not|what)$/.test(name)) return null;
  return setLine(conversation, { key: "Name", value: name });
}

/** Rule 5: "remember (that) …"; into the archive when asked for. */
export function rememberFact(conversation: Conversation): Reply | null {
  const match =
    /^(?:please\s+)?(?:remember|note|keep in mind|memori[sz]e)\b[:,]?\s+(?:that\s+)?([\s\S]{3,2000})$/i.exec(
      conversation.said,
    );
  if (!match || isQuestion(conversation.said)) return null;
  const isForArchive = /\b(long.?term|archiv(?:e|al))\b/i.test(match[1]);
  const fact = withoutPlace(match[1]);
  if (isForArchive && find(conversation, "archival_memory_insert"))
    return call("A fact for the archive.", {
      name: "archival_memory_insert",
      arguments: { content: thirdPerson(fact) },
    });
  return addLine(conversation, thirdPerson(fact));
}

/** Rule 6: "I like X", "I live in X" … */
export function statedFact(conversation: Conversation): Reply | null {
  if (isQuestion(conversation.said)) return null;
  const match =
    /\bI (?:really |also |just )?(like|love|enjoy|prefer|hate|dislike|live in|work (?:at|as|for)|am from|am allergic to)\s+([^.!?\n]{2,120})/i.exec(
      conversation.said,
    );
  return match ? addLine(conversation, `${capital(match[1].toLowerCase())}: ${match[2].trim()}`) : null;
}

/** Rule 7: "actually, my X is Y", "forget X". */
export function correctedFact(conversation: Conversation): Reply | null {
  const said = conversation.said;
  const correction =
    /^(?:actually|correction|no)[,:]?\s+my ([\w -]{1,40}?) (?:is|are) (?:now )?([^\n]{1,200}?)[.!]?$/i.exec(
      said,
    );
  if (correction) return setLine(conversation, { key: capital(correction[1]), value: correction[2] });
  const forget = /^(?:please\s+)?forget (?:about |that )?(.{2,200}?)[.!]?$/i.exec(said);
  if (!forget) return null;
  const block = factBlock(conversation);
  const line = block && bestLine(block.value.split("\n"), forget[1]);
  if (!block || !line) return say("I have nothing about that in memory.");
  return written(
    "The user wants this line forgotten.",
    replaceCall(conversation, block, { old: line, next: "" }),
  );
}

/** Replaces the line about `key`, or adds one. */
function setLine(conversation: Conversation, { key, value }: { key: string; value: string }): Reply {
  const block = factBlock(conversation);
  if (!block) return noMemory;
  const old = lineAbout(block, key);
  const line = `${key}: ${value}`;
  if (old === line) return say(`I already have that: ${line}.`);
  const thought = `The user told me: ${line}.`;
  if (old) return written(thought, replaceCall(conversation, block, { old, next: line }));
  return written(thought, appendCall(conversation, block, line));
}

const lineAbout = (block: Block, key: string): string | undefined => {
  const lines = block.value.split("\n");
  const isKeyed = (line: string) => line.toLowerCase().startsWith(`${key.toLowerCase()}:`);
  return (
    lines.find(isKeyed) ?? lines.find((line) => line.toLowerCase().includes(`user's ${key.toLowerCase()} is`))
  );
};

function addLine(conversation: Conversation, line: string): Reply {
  const block = factBlock(conversation);
  if (!block) return noMemory;
  if (block.value.split("\n").includes(line)) return say(`I already have that: ${line}.`);
  return written(`The user told me something to keep: ${line}.`, appendCall(conversation, block, line));
}

const written = (thought: string, made: ReturnType<typeof appendCall>): Reply =>
  made ? call(thought, made) : noMemory;

const withoutPlace = (text: string) =>
  text
    .replace(
      /^(?:in|to|into)\s+(?:the |your |my )?(?:long.?term|archiv(?:e|al))(?:\s+(?:memory|archive|storage))?[:,]?\s*(?:that\s+)?/i,
      "",
    )
    .replace(
      /\s+(?:in|to|into)\s+(?:the |your |my )?(?:long.?term|archiv(?:e|al))(?:\s+(?:memory|archive|storage))?[.!]?$/i,
      "",
    )
    .trim();

const thirdPerson = (text: string) =>
  text
    .replace(/\bI am\b|\bI'm\b/g, "the user is")
    .replace(/\bI have\b|\bI've\b/g, "the user has")
    .replace(/\bI\b/g, "the user")
    .replace(/\bmy\b/gi, "the user's")
    .replace(/\bme\b/gi, "the user")
    .replace(/[.!]$/, "");

const isQuestion = (text: string) => text.trim().endsWith("?");
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
