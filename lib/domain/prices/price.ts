import type { LlmConfig } from "@/lib/runtime/model-config";
import type { ModelUsage } from "@/lib/runtime/ports";
import shipped from "./shipped-prices.json";

/** US dollars for a million tokens. What has no price of its own costs as much as input. */
export interface Price {
  input: number;
  cached_input: number | null;
  cache_write: number | null;
  output: number;
  /** What the whole request costs once its prompt is longer than this. */
  over?: Omit<Price, "over"> & { prompt_tokens: number };
}

interface ShippedPrice {
  vendor: string;
  /** The day on which it was last compared with the vendor's list. */
  as_of: string;
  model: string;
  price: Price;
}

interface Rates {
  input: number;
  cached_input?: number;
  cache_write?: number;
  output: number;
}

interface ShippedTable {
  vendors: {
    vendor: string;
    as_of: string;
    hosts: string[];
    models: Record<string, Rates & { over?: Rates & { prompt_tokens: number } }>;
  }[];
}

const table = shipped as unknown as ShippedTable;

export const shippedPrices: ShippedPrice[] = table.vendors.flatMap(({ vendor, as_of, models }) =>
  Object.entries(models).map(([model, { over, ...rates }]) => ({
    vendor,
    as_of,
    model,
    price: { ...whole(rates), ...(over && { over: { prompt_tokens: over.prompt_tokens, ...whole(over) } }) },
  })),
);

function whole({ input, cached_input, cache_write, output }: Rates) {
  return { input, cached_input: cached_input ?? null, cache_write: cache_write ?? null, output };
}

/**
 * The vendor's own price for the model. Null at any other address: what a proxy, a cloud or somebody's server of the
 * same name asks for is not known.
 */
export function shippedPriceOf({
  model,
  model_endpoint,
}: Pick<LlmConfig, "model" | "model_endpoint">): Price | null {
  const host = model_endpoint && URL.canParse(model_endpoint) ? new URL(model_endpoint).hostname : null;
  const vendor = table.vendors.find(({ hosts }) => host !== null && hosts.includes(host))?.vendor;
  const found = shippedPrices.find((price) => price.vendor === vendor && isVersionOf(model, price.model));
  return found?.price ?? null;
}

/** `gpt-4o-2024-08-06` costs what `gpt-4o` does; `gpt-4o-audio` is another model. */
function isVersionOf(model: string, known: string): boolean {
  const name = model.slice(model.lastIndexOf("/") + 1).toLowerCase();
  return (
    name.startsWith(known) &&
    /^([-@]\d{8}|-\d{4}-\d{2}-\d{2}|-\d{3}|-latest)?$/.test(name.slice(known.length))
  );
}

/** Millionths of a US dollar: a token at one dollar a million costs one of them. */
export function costMicros(price: Price, usage: ModelUsage): number {
  const rates = price.over && usage.input > price.over.prompt_tokens ? price.over : price;
  const cached = usage.cachedInput ?? 0;
  const written = usage.cacheWrite ?? 0;
  const fresh = Math.max(0, usage.input - cached - written);
  return Math.round(
    fresh * rates.input +
      cached * (rates.cached_input ?? rates.input) +
      written * (rates.cache_write ?? rates.input) +
      usage.output * rates.output,
  );
}

export const usdOf = (micros: bigint | number | null): number | null =>
  micros === null ? null : Number(micros) / 1_000_000;
