/** What to look for. `num_results` is 1–100. */
export interface WebQuery {
  query: string;
  num_results: number;
  category?: string | null;
  include_text?: boolean | null;
  include_domains?: string[] | null;
  exclude_domains?: string[] | null;
  start_published_date?: string | null;
  end_published_date?: string | null;
  user_location?: string | null;
}

export interface WebResult {
  title: string | null;
  url: string;
  published_date: string | null;
  author: string | null;
  text?: string;
  highlights?: string[];
  summary?: string;
}

/** The web as agents' tools reach it. Everything here asks somebody outside. */
export interface Web {
  /** The operator's key of the search service; null = only agents that bring their own can search. */
  searchKey: string | null;
  /** Throws `WebError`, or the signal's reason. */
  search(query: WebQuery, options: { key: string; signal: AbortSignal }): Promise<WebResult[]>;
  /** A page as the search service has it, with its text; null when it does not have it. Throws like `search`. */
  contents(url: string, options: { key: string; signal: AbortSignal }): Promise<WebResult | null>;
  /** A page of the public internet as text: Markdown, where it is HTML. Throws like `search`. */
  page(url: string, signal: AbortSignal): Promise<string>;
}

/** Somebody outside did not do what was asked. The message is for models and people. */
export class WebError extends Error {}
