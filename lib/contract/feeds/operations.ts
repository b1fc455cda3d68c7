import { z } from "zod";
import { emptyBody } from "../common";
import { operation } from "../operation";
import {
  BackfillSubscriptionBody,
  BackfillSubscriptionResponse,
  CreateFeedBody,
  CreateFeedResponse,
  DeleteFeedResponse,
  GetFeedResponse,
  GetMessageResponse,
  ListFeedsResponse,
  ListMessagesResponse,
  ListSubscriptionHistoryResponse,
  ListSubscriptionsResponse,
  PublishMessagesBody,
  PublishMessagesResponse,
  SubscribeAgentBody,
  SubscribeAgentResponse,
  TriggerSubscriptionResponse,
  UnsubscribeAgentBody,
  UpdateAllSubscriptionsCronBody,
  UpdateAllSubscriptionsCronResponse,
  UpdateSubscriptionBody,
  UpdateSubscriptionResponse,
} from "./schemas";

const feedParams = z.object({ feed_id: z.string() });
const feedSubscriptionParams = z.object({ feed_id: z.string(), subscription_id: z.string() });

export const createFeed = operation({
  method: "POST",
  path: "/v1/feeds",
  operationId: "feeds.createFeed",
  summary: "Create feed",
  cloud: true,
  body: CreateFeedBody,
  response: CreateFeedResponse,
  status: 201,
});

export const listFeeds = operation({
  method: "GET",
  path: "/v1/feeds",
  operationId: "feeds.listFeeds",
  summary: "List feeds",
  cloud: true,
  query: z.object({
    project_id: z.string().optional(),
    name: z.string().optional(),
    limit: z.string().optional(),
    offset: z.union([z.string(), z.number()]).optional(),
  }),
  response: ListFeedsResponse,
});

export const getFeed = operation({
  method: "GET",
  path: "/v1/feeds/{feed_id}",
  operationId: "feeds.getFeed",
  summary: "Get feed",
  cloud: true,
  params: feedParams,
  response: GetFeedResponse,
});

export const deleteFeed = operation({
  method: "DELETE",
  path: "/v1/feeds/{feed_id}",
  operationId: "feeds.deleteFeed",
  summary: "Delete feed",
  cloud: true,
  params: feedParams,
  body: emptyBody,
  response: DeleteFeedResponse,
});

export const publishMessages = operation({
  method: "POST",
  path: "/v1/feeds/{feed_id}/messages",
  operationId: "feeds.publishMessages",
  summary: "Publish messages",
  cloud: true,
  params: feedParams,
  body: PublishMessagesBody,
  response: PublishMessagesResponse,
  status: 201,
});

export const listMessages = operation({
  method: "GET",
  path: "/v1/feeds/{feed_id}/messages",
  operationId: "feeds.listMessages",
  summary: "List messages",
  cloud: true,
  params: feedParams,
  query: z.object({
    after_sequence: z.string().optional(),
    limit: z.string().optional(),
  }),
  response: ListMessagesResponse,
});

export const getMessage = operation({
  method: "GET",
  path: "/v1/feeds/{feed_id}/messages/{message_id}",
  operationId: "feeds.getMessage",
  summary: "Get message",
  cloud: true,
  params: z.object({ feed_id: z.string(), message_id: z.string() }),
  response: GetMessageResponse,
});

export const subscribeAgent = operation({
  method: "POST",
  path: "/v1/feeds/{feed_id}/subscribe",
  operationId: "feeds.subscribeAgent",
  summary: "Subscribe agent",
  cloud: true,
  params: feedParams,
  body: SubscribeAgentBody,
  response: SubscribeAgentResponse,
  status: 201,
});

export const updateSubscription = operation({
  method: "PATCH",
  path: "/v1/feeds/{feed_id}/subscriptions/{subscription_id}",
  operationId: "feeds.updateSubscription",
  summary: "Update subscription",
  cloud: true,
  params: feedSubscriptionParams,
  body: UpdateSubscriptionBody.prefault({}),
  response: UpdateSubscriptionResponse,
});

export const deleteSubscription = operation({
  method: "DELETE",
  path: "/v1/feeds/{feed_id}/subscriptions/{subscription_id}",
  operationId: "feeds.deleteSubscription",
  summary: "Delete subscription",
  cloud: true,
  params: feedSubscriptionParams,
  body: emptyBody,
  response: DeleteFeedResponse,
});

export const unsubscribeAgent = operation({
  method: "POST",
  path: "/v1/feeds/{feed_id}/unsubscribe",
  operationId: "feeds.unsubscribeAgent",
  summary: "Unsubscribe agent",
  cloud: true,
  params: feedParams,
  body: UnsubscribeAgentBody,
  response: DeleteFeedResponse,
});

export const triggerSubscription = operation({
  method: "POST",
  path: "/v1/feeds/{feed_id}/subscriptions/{subscription_id}/trigger",
  operationId: "feeds.triggerSubscription",
  summary: "Trigger subscription",
  cloud: true,
  params: feedSubscriptionParams,
  body: emptyBody,
  response: TriggerSubscriptionResponse,
});

export const backfillSubscription = operation({
  method: "POST",
  path: "/v1/feeds/{feed_id}/subscriptions/{subscription_id}/backfill",
  operationId: "feeds.backfillSubscription",
  summary: "Backfill subscription",
  cloud: true,
  params: feedSubscriptionParams,
  body: BackfillSubscriptionBody.prefault({}),
  response: BackfillSubscriptionResponse,
});

export const listSubscriptionHistory = operation({
  method: "GET",
  path: "/v1/feeds/{feed_id}/subscriptions/{subscription_id}/history",
  operationId: "feeds.listSubscriptionHistory",
  summary: "List subscription history",
  cloud: true,
  params: feedSubscriptionParams,
  query: z.object({
    page_size: z.string().optional(),
    next_page_token: z.string().optional(),
  }),
  response: ListSubscriptionHistoryResponse,
});

export const updateAllSubscriptionsCron = operation({
  method: "PATCH",
  path: "/v1/feeds/{feed_id}/subscriptions/cron",
  operationId: "feeds.updateAllSubscriptionsCron",
  summary: "Update all subscriptions cron",
  cloud: true,
  params: feedParams,
  body: UpdateAllSubscriptionsCronBody,
  response: UpdateAllSubscriptionsCronResponse,
});

export const listSubscriptions = operation({
  method: "GET",
  path: "/v1/feeds/{feed_id}/subscriptions",
  operationId: "feeds.listSubscriptions",
  summary: "List subscriptions",
  cloud: true,
  params: feedParams,
  query: z.object({
    limit: z.string().optional(),
    offset: z.union([z.string(), z.number()]).optional(),
    agent_id: z.string().optional(),
  }),
  response: ListSubscriptionsResponse,
});
