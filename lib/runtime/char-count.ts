/** Length in characters as the API counts them: a character outside the basic plane is one, not two. */
export function charCount(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}
