import { z } from "zod";

export const GetDeviceStorageKeyResponse = z.object({
  key: z.string(),
});
export type GetDeviceStorageKeyResponse = z.output<typeof GetDeviceStorageKeyResponse>;
