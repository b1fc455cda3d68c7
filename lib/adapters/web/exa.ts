import { z } from "zod";
import { type Web, WebError, type WebResult } from "@/lib/runtime/web";
import { readUpTo, TooLarge } from "../http/read-up-to";

const timeoutMs = 30_000;
/** A hundred results with their texts. */
const sizeBytesMax = 32 * 1024 * 1024;

const Result = z.object({
  url: z.string(),
  title: z.string().nullish(),
  publishedDate: z.string().nullish(),
  author: z.string().nullish(),
  text: z.string().nullish(),
  highlights: z.array(z.string()).nullish(),
  summary: z.string().nullish(),
});
const Answer = z.object({ results: z.array(Result) });

/** The search service Exa. */
export function exa(baseUrl = "https://api.exa.ai"): Pick<Web, "search" | "contents"> {
  return {
    async search(query, { key, signal }) {
      const body = {
        query: query.query,
        type: "auto",
        numResults: query.num_results,
        category: query.category ?? undefined,
        includeDomains: query.include_domains ?? undefined,
        excludeDomains: query.exclude_domains ?? undefined,
        startPublishedDate: query.start_published_date ?? undefined,
        endPublishedDate: query.end_published_date ?? undefined,
        userLocation: query.user_location ?? undefined,
        contents: { highlights: true, summary: true, text: query.include_text ? true : undefined },
      };
      return ask(`${baseUrl}/search`, body, { key, signal });
    },
    async contents(url, { key, signal }) {
      const [page] = await ask(`${baseUrl}/contents`, { urls: [url], text: true }, { key, signal });
      return page ?? null;
    },
  };
}

async function ask(
  url: string,
  body: object,
  { key, signal }: { key: string; signal: AbortSignal },
): Promise<WebResult[]> {
  const late = AbortSignal.timeout(timeoutMs);
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", "x-api-key": key },
      body: JSON.stringify(body),
      redirect: "error",
      signal: AbortSignal.any([signal, late]),
    });
    const text = new TextDecoder().decode(await readUpTo(response, sizeBytesMax));
    if (!response.ok) throw new WebError(refusal(response.status, text));
    return Answer.parse(JSON.parse(text)).results.map(resultOf);
  } catch (cause) {
    if (signal.aborted) throw signal.reason;
    throw cause instanceof WebError ? cause : new WebError(problem(cause, late), { cause });
  }
}

const resultOf = ({ url, title, publishedDate, author, ...page }: z.infer<typeof Result>): WebResult => ({
  title: title ?? null,
  url,
  published_date: publishedDate ?? null,
  author: author ?? null,
  ...(page.text && { text: page.text }),
  ...(page.highlights?.length && { highlights: page.highlights }),
  ...(page.summary && { summary: page.summary }),
});

/** With the service's own words, where it has some; never with what was sent, the key above all. */
function refusal(status: number, text: string): string {
  const said = z.object({ error: z.string() }).safeParse(jsonOf(text)).data?.error.slice(0, 500);
  if (status === 401 || status === 403) return "The search service did not accept the key (EXA_API_KEY)";
  return `The search service answered ${status}${said ? `: ${said}` : ""}`;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function problem(cause: unknown, late: AbortSignal): string {
  if (late.aborted) return `The search service did not answer within ${timeoutMs / 1000} s`;
  if (cause instanceof TooLarge) return "The search service's answer is too large";
  if (cause instanceof SyntaxError || cause instanceof z.ZodError)
    return "The search service's answer could not be read";
  return "The search service cannot be reached";
}
