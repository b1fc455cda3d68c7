/** Kinds of failure as tool results name them. */
export type ToolErrorType = "ValueError" | "KeyError" | "TypeError";

/** A tool refused its arguments. The message goes to the model word for word, so it says what to do instead. */
export class ToolError extends Error {
  constructor(
    message: string,
    readonly errorType: ToolErrorType = "ValueError",
  ) {
    super(message);
    this.name = "ToolError";
  }
}

/** The line a failed tool leaves on stderr. */
export const toolErrorLine = (toolName: string, error: ToolError) =>
  `Error executing function ${toolName}: ${error.errorType}: ${error.message}`;
