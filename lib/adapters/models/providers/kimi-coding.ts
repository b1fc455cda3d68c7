import { anthropic } from "./anthropic";
import type { Connection, Provider } from "./provider";

/** Kimi for coding: Moonshot's subscription, spoken to in Anthropic's dialect. */
export function kimiCoding(connection: Connection): Provider {
  const baseUrl = connection.baseUrl ?? "https://api.kimi.com/coding";
  return anthropic({ ...connection, baseUrl }, { type: "moonshot_coding", unlisted: ["kimi-for-coding"] });
}
