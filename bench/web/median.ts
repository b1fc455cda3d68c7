/** Of two in the middle, the greater: no figure that was not measured. */
export function median(values: number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}
