import type { Context } from "@/lib/domain/context";
import { indexMessages, indexStart } from "@/lib/domain/messages/index-messages";
import { BackgroundWork } from "./background-work";

/**
 * Makes the vectors of messages behind the turns. No job of the queue: what is to do is what the index lacks, and any
 * change is reason enough to look.
 */
export function indexMessagesBehind(
  { db, activity }: Pick<Context, "db" | "activity">,
  contextFor: (organizationId: string) => Context,
  { log, isBusy }: { log: Context["log"]; isBusy: () => boolean },
): BackgroundWork {
  const indexed = indexStart();
  const work = new BackgroundWork({
    name: "message index",
    pass: () => indexMessages(db, contextFor, indexed),
    pauseMs: 1_000,
    idleMs: 60_000,
    isBusy,
    log,
  });
  const announce = activity.announce.bind(activity);
  activity.announce = (organizationId) => {
    announce(organizationId);
    work.wake();
  };
  return work;
}
