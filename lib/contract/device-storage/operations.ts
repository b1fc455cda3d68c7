import { z } from "zod";
import { operation } from "../operation";
import { GetDeviceStorageKeyResponse } from "./schemas";

export const getDeviceStorageKey = operation({
  method: "GET",
  path: "/v1/device-storage-key",
  operationId: "deviceStorage.getDeviceStorageKey",
  summary: "Get device storage key",
  cloud: true,
  query: z.object({
    deviceId: z.string(),
  }),
  response: GetDeviceStorageKeyResponse,
});
