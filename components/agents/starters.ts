import type { NewAgent } from "./queries";

export interface Starter {
  id: string;
  name: string;
  summary: string;
  defaultName: string;
  description: string | null;
  memory_blocks: NonNullable<NewAgent["memory_blocks"]>;
}

export const starters: Starter[] = [
  {
    id: "companion",
    name: "Companion",
    summary: "Remembers who you are. Starts with a human and a persona block.",
    defaultName: "Companion",
    description: "Remembers the person it talks with.",
    memory_blocks: [
      {
        label: "human",
        description:
          "What I know about the person I am talking with: name, preferences, plans, the people around them.",
        value: "",
        limit: 5_000,
      },
      {
        label: "persona",
        description: "Who I am and how I speak.",
        value:
          "I am a companion who remembers. I keep what matters about the person I talk with in my memory, and I say so when there is something I do not know. I am warm, curious and brief.",
        limit: 5_000,
      },
    ],
  },
  {
    id: "blank",
    name: "Blank",
    summary: "No memory blocks. For building an agent from nothing.",
    defaultName: "New agent",
    description: null,
    memory_blocks: [],
  },
];
