import type { Activity } from "@/lib/domain/context";

interface Room {
  position: number;
  waiting: Set<() => void>;
}

/** Announcements between the requests and runs of one process. */
export function createActivity(): Activity {
  const rooms = new Map<string, Room>();
  const roomOf = (organizationId: string) => {
    const room = rooms.get(organizationId) ?? { position: 0, waiting: new Set() };
    rooms.set(organizationId, room);
    return room;
  };
  return {
    announce(organizationId) {
      const room = roomOf(organizationId);
      room.position += 1;
      for (const wake of [...room.waiting]) wake();
    },
    position: (organizationId) => roomOf(organizationId).position,
    wait: (organizationId, until) => wait(roomOf(organizationId), until),
  };
}

function wait(room: Room, { position, timeoutMs, signal }: Parameters<Activity["wait"]>[1]): Promise<void> {
  if (room.position > position || signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(wake, timeoutMs);
    signal.addEventListener("abort", wake, { once: true });
    room.waiting.add(wake);
    function wake() {
      clearTimeout(timer);
      signal.removeEventListener("abort", wake);
      room.waiting.delete(wake);
      resolve();
    }
  });
}
