import { gzipSync } from "node:zlib";
import type { Browser, Page } from "@playwright/test";
import { newVisit } from "./browser";
import { median } from "./median";

export interface PageSize {
  page: string;
  /** Compressed script that the document itself asks for: what stands between a visitor and the page. */
  firstKb: number;
  /** The same, with everything that was loaded until the page had nothing more to do. */
  idleKb: number;
  usableMs: number;
  blockedMs: number;
}

export type Target = { page: string; path: string; usable: string };

/** Each page as a first visitor meets it, with an empty cache. */
export async function measurePage(
  browser: Browser,
  url: string,
  target: Target,
  rounds: number,
): Promise<PageSize> {
  const visits = [];
  for (let round = 0; round < rounds; round++) visits.push(await visit(browser, url, target));
  return {
    page: target.page,
    firstKb: visits[0].firstKb,
    idleKb: visits[0].idleKb,
    usableMs: median(visits.map(({ usableMs }) => usableMs)),
    blockedMs: median(visits.map(({ blockedMs }) => blockedMs)),
  };
}

async function visit(browser: Browser, url: string, { path, usable }: Target) {
  const page = await newVisit(browser, url);
  const sizes = new Map<string, Promise<number>>();
  page.on("response", (response) => {
    if (response.request().resourceType() === "script")
      sizes.set(
        new URL(response.url()).pathname,
        response.body().then((body) => gzipSync(body).length),
      );
  });
  const document = await page.goto(path);
  await page.waitForSelector(usable);
  const usableMs = await page.evaluate(() => performance.now());
  await quiet(page, () => sizes.size);
  const blockedMs = await page.evaluate(() => window.probe.blockedMs());
  const first = scriptsIn((await document?.text()) ?? "");
  const kb = async (wanted: (name: string) => boolean) => {
    const counted = [...sizes].filter(([name]) => wanted(name)).map(([, size]) => size);
    return (await Promise.all(counted)).reduce((sum, size) => sum + size, 0) / 1_000;
  };
  const result = {
    firstKb: await kb((name) => first.has(name)),
    idleKb: await kb(() => true),
    usableMs,
    blockedMs,
  };
  await close(page);
  return result;
}

/** Script elements of the document; a browser of today leaves out those for browsers without modules. */
function scriptsIn(html: string): Set<string> {
  const tags = html.match(/<script[^>]*\ssrc="[^"]+"[^>]*>/g) ?? [];
  return new Set(
    tags.filter((tag) => !/nomodule/i.test(tag)).map((tag) => /src="([^"?]+)/.exec(tag)?.[1] ?? ""),
  );
}

const quietMs = 1_000;

/** Until no further script comes. A page that follows an agent is never without a request. */
async function quiet(page: Page, count: () => number) {
  for (let before = -1; before !== count(); ) {
    before = count();
    await page.waitForTimeout(quietMs);
  }
}

const close = (page: Page) => page.context().close();
