import { advanceBatches } from "@/lib/domain/batches/advance-batches";
import type { Context } from "@/lib/domain/context";
import { indexMessages, indexStart } from "@/lib/domain/messages/index-messages";
import { BackgroundWork } from "./background-work";

/** Work that changes of the state give rise to; a change of anything is reason enough to look. */
export function backgroundWorks(
  { db, activity }: Pick<Context, "db" | "activity">,
  contextFor: (organizationId: string) => Context,
  { log, isBusy }: { log: Context["log"]; isBusy: () => boolean },
): BackgroundWork[] {
  const indexed = indexStart();
  const works = [
    new BackgroundWork({
      name: "message index",
      pass: () => indexMessages(db, contextFor, indexed),
      pauseMs: 1_000,
      idleMs: 60_000,
      isBusy,
      log,
    }),
    new BackgroundWork({
      name: "batches",
      pass: () => advanceBatches(db, contextFor),
      pauseMs: 250,
      idleMs: 15_000,
      log,
    }),
  ];
  const announce = activity.announce.bind(activity);
  activity.announce = (organizationId) => {
    announce(organizationId);
    for (const work of works) work.wake();
  };
  return works;
}
