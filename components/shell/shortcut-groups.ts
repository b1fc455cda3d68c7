import { destinations } from "./navigation";

export type Shortcut = { keys: string[]; label: string };
export type ShortcutGroup = { title: string; isSingleKey?: boolean; shortcuts: Shortcut[] };

/** `Mod` is the command key on a Mac and Control elsewhere. */
export const shortcutGroups: ShortcutGroup[] = [
  {
    title: "Everywhere",
    shortcuts: [
      { keys: ["Mod", "K"], label: "Find an agent, a block, a page or an action" },
      { keys: ["Mod", "/"], label: "Show these shortcuts" },
    ],
  },
  {
    title: "Go to",
    isSingleKey: true,
    shortcuts: [
      ...destinations.map(({ key, label }) => ({ keys: ["G", key.toUpperCase()], label })),
      { keys: ["?"], label: "Show these shortcuts" },
    ],
  },
  {
    title: "In a run",
    isSingleKey: true,
    shortcuts: [
      { keys: ["["], label: "Previous step" },
      { keys: ["]"], label: "Next step" },
    ],
  },
  {
    title: "In a conversation",
    shortcuts: [
      { keys: ["Enter"], label: "Send the message" },
      { keys: ["Shift", "Enter"], label: "New line" },
      { keys: ["Esc"], label: "Stop the run" },
      { keys: ["↑"], label: "Edit the last message, from an empty box" },
    ],
  },
  {
    title: "In the workspace",
    shortcuts: [
      { keys: ["Mod", "B"], label: "Show or hide the configuration" },
      { keys: ["Mod", "J"], label: "Show or hide the memory" },
      { keys: ["Mod", "S"], label: "Save what is being edited" },
    ],
  },
];
