const WIDTH = 72;
const HEIGHT = 24;

/** A small line chart. Hidden from screen readers: the text next to it says the same. */
export function Sparkline({ values, label }: { values: readonly number[]; label: string }) {
  const maxValue = Math.max(1, ...values);
  const step = WIDTH / Math.max(1, values.length - 1);
  const points = values.map(
    (value, index) =>
      `${(index * step).toFixed(1)},${(HEIGHT - 1 - (value / maxValue) * (HEIGHT - 2)).toFixed(1)}`,
  );
  return (
    <svg
      aria-hidden="true"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      className="h-6 w-[4.5rem] shrink-0 fill-none stroke-nar"
    >
      <title>{label}</title>
      <polyline points={points.join(' ')} strokeWidth="1.5" strokeLinejoin="round" />
    </svg>
  );
}
