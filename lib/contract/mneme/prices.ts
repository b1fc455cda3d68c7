import { z } from "zod";
import { datetime, noContent, orNull } from "../common";
import { operation } from "../operation";

const usd = z.number().min(0).max(1_000_000);
/** US dollars for a million tokens. What has no price of its own costs as much as input. */
const rates = {
  input: usd,
  cached_input: orNull(usd),
  cache_write: orNull(usd),
  output: usd,
};

export const MnemeOwnPrice = z
  .object({ handle: z.string(), ...rates, updated_at: datetime })
  .meta({ id: "MnemeOwnPrice" });
export type MnemeOwnPrice = z.output<typeof MnemeOwnPrice>;

export const MnemeShippedPrice = z
  .object({
    vendor: z.string(),
    /** The day on which it was last compared with the vendor's list. */
    as_of: z.string(),
    model: z.string(),
    ...rates,
    /** What the whole request costs once its prompt is longer than `prompt_tokens`. */
    over: orNull(z.object({ prompt_tokens: z.int(), ...rates })),
  })
  .meta({ id: "MnemeShippedPrice" });
export type MnemeShippedPrice = z.output<typeof MnemeShippedPrice>;

export const MnemePrices = z
  .object({
    /** Set here, by the handle of the model; they stand above the shipped ones. */
    own: z.array(MnemeOwnPrice),
    /** The vendors' own, which hold at their own addresses only. */
    shipped: z.array(MnemeShippedPrice),
  })
  .meta({ id: "MnemePrices" });
export type MnemePrices = z.output<typeof MnemePrices>;

export const MnemeSetPrice = z
  .strictObject({
    handle: z.string().regex(/^[^/]+\/.+/, "must be a handle of the form provider/model-name"),
    input: usd,
    cached_input: usd.nullish(),
    cache_write: usd.nullish(),
    output: usd,
  })
  .meta({ id: "MnemeSetPrice" });
export type MnemeSetPrice = z.output<typeof MnemeSetPrice>;

export const listPrices = operation({
  method: "GET",
  path: "/v1/_mneme/prices",
  operationId: "mneme_list_prices",
  summary: "List what models cost, in US dollars for a million tokens",
  response: MnemePrices,
});

export const setPrice = operation({
  method: "PUT",
  path: "/v1/_mneme/prices",
  operationId: "mneme_set_price",
  summary: "Set what a model costs",
  body: MnemeSetPrice,
  response: MnemeOwnPrice,
});

export const deletePrice = operation({
  method: "DELETE",
  path: "/v1/_mneme/prices",
  operationId: "mneme_delete_price",
  summary: "Take back a price that was set",
  query: z.object({ handle: z.string() }),
  response: noContent,
  status: 204,
});
