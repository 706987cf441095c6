import type { ReactNode } from 'react';

/** How loud a recording is along its length; what has been heard of it in red. @param share  heard, 0 to 1 */
export function WaveBars({ heights, share }: { heights: readonly number[]; share: number }): ReactNode {
  return (
    <span aria-hidden="true" className="flex h-8 items-center gap-px">
      {heights.map((height, index) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: bars have no name but their place
          key={index}
          style={{ height: `${Math.max(8, height * 100)}%` }}
          className={`min-w-0 flex-1 rounded-full ${index / heights.length < share ? 'bg-nar' : 'bg-edge'}`}
        />
      ))}
    </span>
  );
}
