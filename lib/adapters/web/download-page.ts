import { WebError } from "@/lib/runtime/web";
import { type DocumentTask, documentLimits, readDocument } from "../files/document-thread";
import { readUpTo, TooLarge } from "../http/read-up-to";

const downloadTimeoutMs = 20_000;
const sizeBytesMax = 10 * 1024 * 1024;
const limits = { ...documentLimits, timeoutMs: 20_000, heapMbMax: 512 };
const hastyLimits = { ...limits, timeoutMs: 10_000 };

interface Download {
  bytes: Uint8Array;
  /** Where the last redirect led. */
  url: string;
  type: string;
  charset?: string;
}

/**
 * A page as text: the main content of HTML as Markdown, the text of a PDF, other text as it is.
 * @throws WebError, or the signal's reason
 */
export async function downloadPage(
  url: string,
  { send, signal }: { send: typeof fetch; signal: AbortSignal },
): Promise<string> {
  const page = await download(url, send, signal);
  const format = formatOf(page.type);
  if (format === null)
    throw new WebError(`${shown(url)} is of type '${page.type}', which cannot be read as text`);
  const text = format === "text" ? plainText(page) : await documentText({ format, ...page }, signal);
  if (text.trim() === "") throw new WebError(`No text was found at ${shown(url)}`);
  return text;
}

async function download(url: string, send: typeof fetch, signal: AbortSignal): Promise<Download> {
  const late = AbortSignal.timeout(downloadTimeoutMs);
  const failed = (why: string, cause?: unknown) =>
    new WebError(`${shown(url)} could not be fetched: ${why}`, { cause });
  try {
    const response = await send(url, {
      headers: {
        "user-agent": "Mozilla/5.0 (compatible; Mneme; an agent's fetch_webpage tool)",
        accept:
          "text/html,application/xhtml+xml,text/markdown,text/plain;q=0.9,application/pdf;q=0.8,*/*;q=0.5",
      },
      signal: AbortSignal.any([signal, late]),
    });
    if (!response.ok) {
      await response.body?.cancel();
      throw failed(`the server answered ${response.status}`);
    }
    const bytes = await readUpTo(response, sizeBytesMax);
    return { bytes, url: response.url || url, ...contentTypeOf(response.headers.get("content-type")) };
  } catch (cause) {
    if (signal.aborted) throw signal.reason;
    throw cause instanceof WebError ? cause : failed(reasonOf(cause as Error, late), cause);
  }
}

/** In words that say nothing about the server's own network. */
function reasonOf(error: Error, late: AbortSignal): string {
  if (late.aborted) return `no answer within ${downloadTimeoutMs / 1000} s`;
  if (error instanceof TooLarge) return `it is larger than ${sizeBytesMax / 1024 / 1024} MiB`;
  return (error.cause as { code?: string } | undefined)?.code === "ESSRF"
    ? "the address is not allowed"
    : "the server cannot be reached";
}

/** Without what a signed address proves its rights with. */
const shown = (url: string) => (URL.canParse(url) ? new URL(url).origin + new URL(url).pathname : url);

/** A server that says nothing most likely serves a page. */
function contentTypeOf(header: string | null): { type: string; charset?: string } {
  const [type, ...options] = (header ?? "text/html").split(";").map((part) => part.trim().toLowerCase());
  const charset = options.find((option) => option.startsWith("charset="))?.slice(8);
  return { type, charset: charset && encodingOf(charset.replaceAll('"', "")) };
}

function encodingOf(label: string): string | undefined {
  try {
    return new TextDecoder(label).encoding;
  } catch {
    return undefined;
  }
}

function formatOf(type: string): DocumentTask["format"] | "text" | null {
  if (type === "text/html" || type === "application/xhtml+xml") return "html";
  if (type === "application/pdf") return "pdf";
  return /^text\/|[/+](json|xml|yaml|toml|x-ndjson|javascript)$/.test(type) ? "text" : null;
}

const plainText = ({ bytes, charset }: Download) => new TextDecoder(charset).decode(bytes);

/**
 * Pages are as hostile as uploaded files, and are read in the same way. Of one whose main content is not found, or not
 * in time, all text is given.
 */
async function documentText(task: DocumentTask, signal: AbortSignal): Promise<string> {
  if (task.format === "html") {
    const text = await readDocument(task, { limits, signal }).catch(() => "");
    if (text.trim() !== "") return text;
  }
  const hasty: DocumentTask = task.format === "html" ? { ...task, format: "html_text" } : task;
  try {
    signal.throwIfAborted();
    return await readDocument(hasty, { limits: hastyLimits, signal });
  } catch (cause) {
    if (signal.aborted) throw signal.reason;
    throw new WebError(`${shown(task.url ?? "")} could not be read: ${(cause as Error).message}`, { cause });
  }
}
