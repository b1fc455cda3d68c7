import { AppError } from "@/lib/shared/errors";
import { type DocumentLimits, type DocumentTask, readDocument } from "./document-thread";

const docxType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

export interface ParseOptions {
  signal?: AbortSignal;
  limits?: DocumentLimits;
}

/**
 * The text of an uploaded file. Text formats are read as UTF-8, with a mark where the bytes are none; the others in a
 * thread with limits.
 * @throws AppError `invalid_argument` for a document that cannot be read; the message is shown to people
 */
export async function parseFile(
  bytes: Uint8Array,
  mediaType: string,
  options: ParseOptions = {},
): Promise<string> {
  switch (mediaType) {
    case "application/pdf":
      return readable("PDF", { format: "pdf", bytes }, options);
    case docxType:
      return readable("Word document", { format: "docx", bytes }, options);
    default:
      return new TextDecoder("utf-8").decode(bytes);
  }
}

async function readable(name: string, task: DocumentTask, options: ParseOptions): Promise<string> {
  try {
    return await readDocument(task, options);
  } catch (cause) {
    if (options.signal?.aborted) throw cause;
    throw new AppError("invalid_argument", `The ${name} could not be read: ${(cause as Error).message}`, {
      cause,
    });
  }
}
