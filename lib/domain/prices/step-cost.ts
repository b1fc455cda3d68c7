import type { LlmConfig } from "@/lib/runtime/model-config";
import type { ModelUsage } from "@/lib/runtime/ports";
import type { Context } from "../context";
import { ownPrice } from "./own-price";
import { costMicros, shippedPriceOf } from "./price";

type Called = Pick<LlmConfig, "handle" | "model" | "model_endpoint">;

/** What a model call cost, in millionths of a US dollar; null when nobody knows the model's price. */
export async function stepCost(ctx: Context, config: Called, usage: ModelUsage): Promise<bigint | null> {
  const price = (await ownPrice(ctx, config.handle ?? null)) ?? shippedPriceOf(config);
  return price && BigInt(costMicros(price, usage));
}
