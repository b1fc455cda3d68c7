export const VIOLATION = "[ToolConstraintError]";
export const BAD_PREFILLED = "Invalid prefilled tool arguments from tool rules";
/** Clients find a denial by this text. */
export const DENIED = "Error: request to call tool denied.";

/** True for the error return of a call that was never run. */
export const isRefusal = (text: string) =>
  [VIOLATION, BAD_PREFILLED, DENIED].some((beginning) => text.startsWith(beginning));
