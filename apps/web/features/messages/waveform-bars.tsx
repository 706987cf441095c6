import type { ReactNode } from 'react';

/** The levels of a recording, with the played part in red. @param share  played part, 0 to 1 */
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
          // biome-ignore lint/suspicious/noArrayIndexKey: bars are identified by their index
          key={index}
          style={{ height: `${Math.max(8, height * 100)}%` }}
          className={`min-w-0 flex-1 rounded-full ${index / barLevels.length < playedShare ? 'bg-nar' : 'bg-edge'}`}
        />
      ))}
    </span>
  );
}
