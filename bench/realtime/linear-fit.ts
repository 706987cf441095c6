/** Least-squares line through points: its slope, and the standard error of the slope. */
export function slopeOf(points: readonly (readonly [x: number, y: number])[]): {
  slope: number;
  error: number;
} {
  const count = points.length;
  const meanX = points.reduce((total, [x]) => total + x, 0) / count;
  const meanY = points.reduce((total, [, y]) => total + y, 0) / count;
  const spread = points.reduce((total, [x]) => total + (x - meanX) ** 2, 0);
  const slope = points.reduce((total, [x, y]) => total + (x - meanX) * (y - meanY), 0) / spread;
  const rest = points.reduce((total, [x, y]) => total + (y - meanY - slope * (x - meanX)) ** 2, 0);
  return { slope, error: count > 2 ? Math.sqrt(rest / (count - 2) / spread) : 0 };
}
