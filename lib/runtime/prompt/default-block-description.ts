/** What `human` and `persona` blocks are for, unless their creator says otherwise; null for any other label. */
export function defaultBlockDescription(label: string): string | null {
  return Object.hasOwn(descriptions, label) ? descriptions[label] : null;
}

const descriptions: Record<string, string> = {
  human:
    "What I know about the person I am talking to: name, background, preferences, plans and whatever else helps me to " +
    "treat them as someone I know. I keep it current and correct it when I learn better.",
  persona:
    "Who I am: my character, my way of speaking, what I care about and how I want to act. I may refine it as I learn, " +
    "so that I stay myself over time.",
};
