import { ToolError } from "@/lib/runtime/tools/tool-error";
import { WebError, type WebResult } from "@/lib/runtime/web";
import type { ToolFunction, ToolScope } from "./tool-scope";
import { webKeyFor } from "./web-key";

/** A page's text: from the search service where there is a key and it has the page, else downloaded. */
export const fetchWebpage: ToolFunction = async (scope, args) => {
  const url = addressIn(String(args.url));
  const found = await foundByService(scope, url);
  if (found) {
    const { title, published_date, author, text } = found;
    return JSON.stringify({ title, published_date, author, text }, null, 2);
  }
  try {
    return await scope.ctx.web.page(url, scope.signal);
  } catch (error) {
    throw error instanceof WebError ? new ToolError(error.message) : error;
  }
};

function addressIn(given: string): string {
  const url = URL.canParse(given.trim()) ? new URL(given.trim()) : null;
  if (!url || (url.protocol !== "http:" && url.protocol !== "https:"))
    throw new ToolError(`'${given}' is no address of a web page; it must begin with http:// or https://`);
  if (url.username || url.password)
    throw new ToolError("The address must not contain a user name or a password");
  return url.href;
}

/** Null without a key, and for a page that the service cannot give. */
async function foundByService({ ctx, agent, signal }: ToolScope, url: string): Promise<WebResult | null> {
  const key = await webKeyFor(ctx, agent.id);
  if (key === null) return null;
  try {
    const page = await ctx.web.contents(url, { key, signal });
    return page?.text ? page : null;
  } catch (error) {
    if (!(error instanceof WebError)) throw error;
    ctx.log.info({ error: error.message }, "the search service has no page; it is downloaded");
    return null;
  }
}
