/** The system message alone fills the window: no compaction can help, only a shorter prompt or a larger window. */
export class SystemPromptTooLong extends Error {
  constructor(contextWindow: number) {
    super(
      `The system prompt alone exceeds the context window of ${contextWindow} tokens. Shorten the agent's memory blocks or instructions, or give it a larger window.`,
    );
    this.name = "SystemPromptTooLong";
  }
}
