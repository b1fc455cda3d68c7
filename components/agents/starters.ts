import type { NewAgent } from "./queries";

export interface Starter {
  id: string;
  name: string;
  summary: string;
  defaultName: string;
  description: string | null;
  memory_blocks: NonNullable<NewAgent["memory_blocks"]>;
}

const limit = 5_000;

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
        limit,
      },
      {
        label: "persona",
        description: "Who I am and how I speak.",
        value:
          "I am a companion who remembers. I keep what matters about the person I talk with in my memory, and I say so when there is something I do not know. I am warm, curious and brief.",
        limit,
      },
    ],
  },
  {
    id: "researcher",
    name: "Researcher",
    summary: "Works on a question over days. Keeps findings apart from what is open.",
    defaultName: "Researcher",
    description: "Works on a question and keeps what it finds.",
    memory_blocks: [
      {
        label: "question",
        description: "What is to be found out, for whom, and what would count as an answer.",
        value: "",
        limit,
      },
      {
        label: "findings",
        description:
          "What is known, each with where it comes from and how sure I am. Details go to archival memory.",
        value: "",
        limit: 10_000,
      },
      {
        label: "open_questions",
        description: "What is still unknown or contradicts itself, the most important first.",
        value: "",
        limit,
      },
      {
        label: "persona",
        description: "Who I am and how I work.",
        value:
          "I am a researcher. I tell what I know from what I suppose, name my sources, and correct my findings when something better turns up. Before I answer I look at what I have already found.",
        limit,
      },
    ],
  },
  {
    id: "support",
    name: "Support",
    summary: "Answers customers. Knows the product's rules and each case so far.",
    defaultName: "Support",
    description: "Answers customers and remembers their case.",
    memory_blocks: [
      {
        label: "customer",
        description: "Who is asking: name, what they use, what they tried, what was promised to them.",
        value: "",
        limit,
      },
      {
        label: "case",
        description: "The present problem: what happens, since when, what is known, what comes next.",
        value: "",
        limit,
      },
      {
        label: "policies",
        description: "Rules of the house: what I may promise, and when a person takes over.",
        value:
          "I promise nothing about refunds, dates or features. When money, law or safety is concerned, or when somebody asks for a person, I say that a colleague will take over.",
        limit,
      },
      {
        label: "persona",
        description: "Who I am and how I speak.",
        value:
          "I am a support agent. I am friendly and exact, ask one question at a time, and sum up what was agreed before a conversation ends.",
        limit,
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
