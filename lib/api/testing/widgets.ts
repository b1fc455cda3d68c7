import { z } from "zod";
import { conversationId, datetime, emptyBody, id, noContent, orNull, page } from "@/lib/contract/common";
import { operation } from "@/lib/contract/operation";
import type { Context } from "@/lib/domain/context";
import { AppError } from "@/lib/shared/errors";
import { createDispatch, type RequestEvent } from "../dispatch";
import type { Handlers } from "../handlers";

export const uuid = "11111111-1111-4111-8111-111111111111";
const widget = z.object({
  id: id("widget"),
  label: z.string(),
  note: orNull(z.string()),
  tags: z.array(z.string()).default([]),
  created_at: orNull(datetime),
  alias: z.string().optional(),
});
const params = z.object({ widget_id: id("widget") });

export const widgets = {
  list: operation({
    method: "GET",
    path: "/v1/widgets/",
    operationId: "list_widgets",
    summary: "",
    query: z.object({
      ...page(),
      tags: z.array(z.string()).optional(),
      sizes: z.array(z.int()).optional(),
      hidden: z.boolean().optional(),
      search: z.array(z.object({ field: z.string(), value: z.string() })).optional(),
    }),
    response: z.unknown(),
  }),
  create: operation({
    method: "POST",
    path: "/v1/widgets/",
    operationId: "create_widget",
    summary: "",
    body: z.strictObject({ label: z.string(), size: z.int().optional() }),
    response: widget,
    status: 201,
  }),
  count: operation({
    method: "GET",
    path: "/v1/widgets/count",
    operationId: "count_widgets",
    summary: "",
    response: z.int(),
  }),
  get: operation({
    method: "GET",
    path: "/v1/widgets/{widget_id}",
    operationId: "retrieve_widget",
    summary: "",
    params,
    response: widget,
  }),
  remove: operation({
    method: "DELETE",
    path: "/v1/widgets/{widget_id}",
    operationId: "delete_widget",
    summary: "",
    params,
    body: emptyBody,
    response: noContent,
    status: 204,
  }),
  talk: operation({
    method: "POST",
    path: "/v1/conversations/{conversation_id}/talk",
    operationId: "talk",
    summary: "",
    params: z.object({ conversation_id: conversationId }),
    body: z.object({ loud: z.boolean().default(true) }).prefault({}),
    response: z.unknown(),
  }),
  upload: operation({
    method: "POST",
    path: "/v1/widgets/{label}/upload",
    operationId: "upload_widget",
    summary: "",
    params: z.object({ label: z.string() }),
    body: z.object({ file: z.file(), replace: z.boolean().default(false) }),
    multipart: true,
    response: z.unknown(),
  }),
  lease: operation({
    method: "POST",
    path: "/v1/leases",
    operationId: "leases.create",
    summary: "",
    cloud: true,
    body: z.object({ name: z.string() }),
    response: z.unknown(),
  }),
};
const contract = { widgets };
export const row = { id: `widget-${uuid}`, label: "a", organization_id: "org-1", secret: "s" };

/** An API of one made-up resource, whose operations have every trait the kernel knows. */
export function setup(overrides: Partial<Handlers<typeof widgets>> = {}, bodySizeBytesMax?: number) {
  const events: RequestEvent[] = [];
  const handlers: Handlers<typeof widgets> = {
    list: ({ query }) => query,
    create: ({ body }) => ({ ...row, label: body.label }),
    count: () => 3,
    get: () => row,
    remove: () => {},
    talk: ({ body, client, params }) => ({ ...body, client, ...params }),
    upload: async ({ body, params }) => ({ ...params, name: body.file.name, replace: body.replace }),
    lease: ({ body }) => body,
    ...overrides,
  };
  const actor = { type: "user", id: "user-1", userId: "user-1", organizationId: "org-1" } as const;
  const dispatch = createDispatch({
    contract,
    handlers: { widgets: handlers },
    authenticate: async (request) => {
      if (request.headers.get("authorization") === "Bearer wrong")
        throw new AppError("unauthenticated", "Unauthorized", { exact: true });
      return { actor } as unknown as Context;
    },
    onRequest: (event) => events.push(event),
    bodySizeBytesMax,
  });
  const call = async (path: string, init?: RequestInit) => {
    const response = await dispatch(new Request(`http://test${path}`, init));
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: text === "" ? undefined : JSON.parse(text),
    };
  };
  return { call, dispatch, events };
}
export const post = (body: unknown): RequestInit => ({
  method: "POST",
  body: typeof body === "string" ? body : JSON.stringify(body),
});
export const throwing = (error: unknown) => ({
  get: () => {
    throw error;
  },
});
