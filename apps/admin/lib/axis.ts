/** The smallest round number that is at least `largest`, for the top of a chart's axis. */
export function axisMaximum(largest: number): number {
  if (largest <= 4) return 4;
  const size = 10 ** Math.floor(Math.log10(largest));
  return [1, 2, 4, 5, 10].map((times) => times * size).find((round) => round >= largest) ?? 10 * size;
}
