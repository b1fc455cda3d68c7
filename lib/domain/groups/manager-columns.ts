import type { GroupCreate, GroupUpdate } from "@/lib/contract/groups/schemas";
import { AppError } from "@/lib/shared/errors";

export interface ManagerColumns {
  manager_agent_id?: string | null;
  termination_token?: string | null;
  max_turns?: number | null;
  sleeptime_agent_frequency?: number | null;
  max_message_buffer_length?: number | null;
  min_message_buffer_length?: number | null;
}

export const DONE = "DONE!";
export const BUFFER_MAX = 30;
export const BUFFER_MIN = 15;

/** The columns that a new group's manager fills. */
export function newManagerColumns(config: GroupCreate["manager_config"]): ManagerColumns {
  const { manager_type: _, ...columns } = config;
  if (config.manager_type !== "voice_sleeptime") return columns;
  const { max_message_buffer_length: max, min_message_buffer_length: min } = config;
  const lengths = {
    max_message_buffer_length: max ?? BUFFER_MAX,
    min_message_buffer_length: min ?? BUFFER_MIN,
  };
  assertBuffer(lengths);
  return { ...columns, ...lengths };
}

type Stored = ManagerColumns & { manager_type: string };

/**
 * The columns that a change of the manager writes: those that were sent. Null clears what may be empty.
 * @throws AppError `invalid_argument` for another type of manager, or buffer lengths that cannot be
 */
export function changedManagerColumns(
  stored: Stored,
  config: NonNullable<GroupUpdate["manager_config"]>,
  sent: object,
): ManagerColumns {
  if (config.manager_type !== stored.manager_type)
    throw new AppError(
      "invalid_argument",
      `The manager type of a group cannot change: it is '${stored.manager_type}', not '${config.manager_type}'`,
    );
  const { manager_type: _, ...fields } = config;
  const columns = Object.fromEntries(
    Object.entries(fields).filter(
      ([name, value]) => name in sent && (value !== null || clearable.has(name as keyof ManagerColumns)),
    ),
  ) as ManagerColumns;
  if ("max_message_buffer_length" in columns || "min_message_buffer_length" in columns)
    assertBuffer({ ...stored, ...columns });
  return columns;
}

/** Each means something when it is empty: every turn, no end by word, one turn for each member. */
const clearable = new Set<keyof ManagerColumns>([
  "max_turns",
  "termination_token",
  "sleeptime_agent_frequency",
]);

function assertBuffer({ max_message_buffer_length, min_message_buffer_length }: ManagerColumns): void {
  const max = max_message_buffer_length ?? BUFFER_MAX;
  const min = min_message_buffer_length ?? BUFFER_MIN;
  if (max <= 4 || min <= 4)
    throw new AppError("invalid_argument", "Message buffer lengths must be greater than 4");
  if (max <= min)
    throw new AppError(
      "invalid_argument",
      `max_message_buffer_length (${max}) must be greater than min_message_buffer_length (${min})`,
    );
}
