import { AppError } from "@/lib/shared/errors";
import { openZip } from "./open-zip";
import { pdfText } from "./pdf-text";

/** Of a Word document's XML. A thousand pages are some 10 MB, for which its reader takes seconds and a gigabyte. */
const unpackedBytesMax = 16 * 1024 * 1024;
const docxType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/**
 * The text of an uploaded file. Text formats are read as UTF-8, with a mark where the bytes are none.
 * @throws AppError `invalid_argument` for a document that cannot be read; the message is shown to people
 */
export async function parseFile(bytes: Uint8Array, mediaType: string): Promise<string> {
  switch (mediaType) {
    case "application/pdf":
      return readable("PDF", () => pdfText(bytes));
    case docxType:
      return readable("Word document", () => docxText(bytes));
    default:
      return new TextDecoder("utf-8").decode(bytes);
  }
}

async function readable(format: string, read: () => Promise<string>): Promise<string> {
  try {
    return await read();
  } catch (cause) {
    throw new AppError("invalid_argument", `The ${format} could not be read: ${(cause as Error).message}`, {
      cause,
    });
  }
}

async function docxText(bytes: Uint8Array): Promise<string> {
  const { default: mammoth } = await import("mammoth");
  const file = openZip(bytes, unpackedBytesMax);
  // The declared types only know the ways in which the library unpacks by itself, without a limit.
  const { value } = await mammoth.extractRawText({ file } as unknown as { buffer: Buffer });
  return value;
}
