import type { Web } from "@/lib/runtime/web";
import { guardedFetch } from "../http/guarded-fetch";
import { downloadPage } from "./download-page";
import { exa } from "./exa";

export interface WebOptions {
  searchKey: string | null;
  searchUrl?: string;
  /** Lets pages lie in the server's own network. */
  allowPrivate: boolean;
}

/** The web behind Exa for searching, and behind a guard for pages whose addresses models choose. */
export function createWeb({ searchKey, searchUrl, allowPrivate }: WebOptions): Web {
  const send = allowPrivate ? fetch : guardedFetch();
  return { searchKey, ...exa(searchUrl), page: (url, signal) => downloadPage(url, { send, signal }) };
}
