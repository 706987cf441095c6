'use client';

import type { ComponentProps } from 'react';
import { cn } from './cn.ts';

export type CounterRingProps = Omit<ComponentProps<'span'>, 'children'> & {
  /** What is left, in the unit of `max`; negative when over the limit. */
  remaining: number;
  max: number;
  /** The number shows from here on. Default 40. */
  showsAt?: number | undefined;
  /** The number as text: "12 characters left", "3 characters too many". */
  label: (remaining: number) => string;
};

const radius = 9;
const circumference = 2 * Math.PI * radius;
const milestones = [0, 5, 10, 20, 40];

/**
 * How much room is left. Nothing shows until `showsAt`. From zero on it is red, thicker and negative. Announced at
 * 40, 20, 10, 5, 0 and once when over the limit, not at every letter.
 */
export function CounterRing({ remaining, max, showsAt = 40, label, className, ...props }: CounterRingProps) {
  const isShown = remaining <= showsAt;
  const isOver = remaining <= 0;
  const filled = Math.min(1, Math.max(0, (max - remaining) / max));
  const milestone = remaining < 0 ? -1 : milestones.find((step) => remaining <= step);
  return (
    <span
      {...props}
      className={cn(
        'inline-flex h-6 items-center gap-1.5 text-sm',
        isOver ? 'font-bold text-nar' : 'text-muted',
        !isShown && 'invisible',
        className,
      )}
    >
      <span aria-hidden="true" className="tabular-nums min-w-[3ch] text-right">
        {isShown ? remaining.toString().replace('-', '−') : ''}
      </span>
      <svg viewBox="0 0 24 24" fill="none" aria-hidden="true" className="size-6 -rotate-90">
        <circle cx="12" cy="12" r={radius} strokeWidth="2" className="stroke-line" />
        <circle
          cx="12"
          cy="12"
          r={radius}
          strokeWidth={isOver ? 3 : 2}
          stroke="currentColor"
          strokeDasharray={circumference}
          strokeDashoffset={circumference * (1 - filled)}
        />
      </svg>
      <span role="status" className="sr-only">
        {milestone === undefined || !isShown ? '' : label(milestone)}
      </span>
    </span>
  );
}
