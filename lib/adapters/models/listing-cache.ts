import { ModelError } from "@/lib/runtime/model-error";
import type { ProviderState } from "@/lib/runtime/ports";
import type { Offer, Provider } from "./providers/provider";

interface Listing {
  offer: Offer;
  state: ProviderState;
  expiresAt: number;
}

export interface CacheTimes {
  /** While a provider answers. */
  okMs: number;
  /** After it did not. */
  failedMs: number;
}

/**
 * What a provider offers, asked at most once at a time. A good listing is served while its successor is fetched in
 * the background; after a failure the next reader waits, so that a server that was just started is seen at once.
 */
export class ListingCache {
  private listing: Listing | null = null;
  private pending: Promise<Listing> | null = null;

  constructor(
    readonly provider: Provider,
    private readonly times: CacheTimes,
    private readonly now: () => number,
  ) {}

  /** Never throws: an unreachable provider has an empty offer and says so in its state. */
  async read(): Promise<Listing> {
    const { listing } = this;
    if (!listing) return this.refresh();
    if (this.now() < listing.expiresAt) return listing;
    if (listing.state.status !== "ok") return this.refresh();
    void this.refresh();
    return listing;
  }

  refresh(): Promise<Listing> {
    this.pending ??= this.fetch().finally(() => {
      this.pending = null;
    });
    return this.pending;
  }

  private async fetch(): Promise<Listing> {
    try {
      const offer = await this.provider.list();
      this.listing = this.entry(offer, "ok", offer.note ?? null, this.times.okMs);
    } catch (cause) {
      const error = cause instanceof ModelError ? cause : null;
      const message = error?.message ?? "The provider's answer could not be read";
      this.listing = this.entry(
        { models: [], embeddings: [] },
        statusOf(error),
        message,
        this.times.failedMs,
      );
    }
    return this.listing;
  }

  private entry(
    offer: Offer,
    status: ProviderState["status"],
    message: string | null,
    lifeMs: number,
  ): Listing {
    const { name, type, category, source, baseUrl } = this.provider;
    const modelCount = offer.models.length + offer.embeddings.length;
    const checkedAt = new Date(this.now()).toISOString();
    const state = { name, type, category, source, baseUrl, status, message, checkedAt, modelCount };
    return { offer, state, expiresAt: this.now() + lifeMs };
  }
}

function statusOf(error: ModelError | null): ProviderState["status"] {
  if (error?.kind === "authentication" || error?.kind === "permission") return "unauthorized";
  return error?.kind === "connection" || error?.kind === "timeout" ? "unreachable" : "error";
}
