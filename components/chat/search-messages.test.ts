import { expect, test } from "vitest";
import { matching, searchMessages } from "./search-messages";
import { storedTurn } from "./testing";
import type { Message } from "./transcript-items";

const { signal } = new AbortController();
const said = (id: number, content: string) => ({ ...storedTurn[0], id: `message-${id}`, content }) as Message;
const refusal = (status: number) => Object.assign(new Error("no"), { status });

test("every word must be there, and thoughts and tools are not searched", () => {
  expect(matching(storedTurn, "ROLLED 4").map(({ speaker }) => speaker)).toEqual(["Agent"]);
  expect(matching(storedTurn, "rolled five")).toEqual([]);
  expect(matching(storedTurn, "I should")).toEqual([]);
});

test("a server that does not search is read through to the beginning", async () => {
  const all = Array.from({ length: 1_200 }, (_, index) => said(index, index === 3 ? "marigold" : "nothing"));
  const found = await searchMessages(
    {
      search: () => Promise.reject(refusal(501)),
      listMessages: async ({ before, limit }) => {
        const end = before ? all.findIndex(({ id }) => id === before) : all.length;
        return all.slice(Math.max(0, end - limit), end);
      },
    },
    "marigold",
    signal,
  );
  expect(found.map(({ id }) => id)).toEqual(["message-3"]);
});

test("a search that fails is an error, not an empty answer", async () => {
  const ports = { search: () => Promise.reject(refusal(500)), listMessages: async () => [] };
  await expect(searchMessages(ports, "x", signal)).rejects.toMatchObject({ status: 500 });
});
