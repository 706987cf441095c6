import type { ReactNode } from 'react';

/** How loud a recording is along its length; what has been heard of it in red. @param share  heard, 0 to 1 */
export function WaveformBars({
  barLevels,
  playedShare,
}: {
  barLevels: readonly number[];
  playedShare: number;
}): ReactNode {
  return (
    <span aria-hidden="true" className="flex h-8 items-center gap-px">
      {barLevels.map((height, index) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: bars have no name but their place
          key={index}
          style={{ height: `${Math.max(8, height * 100)}%` }}
          className={`min-w-0 flex-1 rounded-full ${index / barLevels.length < playedShare ? 'bg-nar' : 'bg-edge'}`}
        />
      ))}
    </span>
  );
}
