import { AppError } from "@/lib/shared/errors";

const adjectives =
  "Amber Bold Brave Bright Calm Clever Curious Eager Fair Gentle Golden Happy Honest Jolly Kind Lively Lucky Merry Mighty Noble Patient Proud Quick Quiet Silver Steady Swift Tidy Warm Wise";
const nouns =
  "Badger Beacon Brook Cedar Comet Falcon Fern Finch Harbor Heron Island Lantern Maple Meadow Nebula Otter Panda Pebble Pine Raven River Robin Sparrow Summit Thistle Tulip Valley Walnut Willow Wren";

/** A name for an agent that was given none: `QuietHeron`. */
export const randomName = () => pick(adjectives) + pick(nouns);

function pick(words: string): string {
  const list = words.split(" ");
  return list[Math.floor(Math.random() * list.length)];
}

/** @throws AppError `invalid_argument` unless there are only letters, digits, `_`, `-`, `'` and spaces */
export function assertName(name: string): void {
  if (/^[\p{L}\p{M}\p{N}_ '-]+$/u.test(name)) return;
  throw new AppError(
    "invalid_argument",
    `'${name}' is not an agent name: use letters, digits, spaces, underscores, hyphens and apostrophes`,
  );
}
