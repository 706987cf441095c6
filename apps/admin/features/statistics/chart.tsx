'use client';

import { useId } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { axisMaximum } from '../../lib/axis.ts';

const HEIGHT = 160;
const STEP = 10;
/** Of fewer, bars would be as wide as the page. */
const MIN_BARS = 14;

/**
 * One measure over time as a bar chart. Suppressed values are hatched. Hidden from screen readers: the table below
 * has the same data.
 */
export function Chart({
  points,
  label,
  size = 'md',
}: {
  points: readonly { startsOn: string; value: number | null }[];
  /** How a step is called; by default by its day. */
  label?: (startsOn: string) => string;
  size?: 'sm' | 'md';
}) {
  const t = useTranslations('statistics');
  const format = useFormatter();
  const top = axisMaximum(Math.max(0, ...points.map(({ value }) => value ?? 0)));
  const width = Math.max(MIN_BARS, points.length) * STEP;
  const pattern = useId();
  const day = (startsOn: string) =>
    label?.(startsOn) ??
    format.dateTime(new Date(startsOn), { day: 'numeric', month: 'short', timeZone: 'UTC' });
  const [first, last] = [points[0], points.at(-1)];
  return (
    <div aria-hidden="true">
      <div className="flex gap-2">
        <div className="tabular-nums flex w-12 shrink-0 flex-col justify-between text-right text-muted text-xs">
          <span>{format.number(top, { notation: 'compact' })}</span>
          <span>{format.number(top / 2, { notation: 'compact' })}</span>
          <span>0</span>
        </div>
        <svg
          viewBox={`0 0 ${width} ${HEIGHT}`}
          preserveAspectRatio="none"
          className={`${size === 'sm' ? 'h-24' : 'h-44'} min-w-0 flex-1 overflow-visible`}
          role="presentation"
        >
          <defs>
            <pattern id={pattern} width="4" height="4" patternUnits="userSpaceOnUse">
              <path d="M0 4 4 0" className="stroke-muted" strokeWidth="1" vectorEffect="non-scaling-stroke" />
            </pattern>
          </defs>
          {[0, HEIGHT / 2, HEIGHT].map((y) => (
            <line
              key={y}
              x1="0"
              x2={width}
              y1={y}
              y2={y}
              className="stroke-line"
              vectorEffect="non-scaling-stroke"
            />
          ))}
          {points.map(({ startsOn, value }, index) => {
            const height = value === null ? 12 : (value / top) * HEIGHT;
            return (
              <rect
                key={startsOn}
                x={index * STEP + 1.5}
                width={STEP - 3}
                y={HEIGHT - height}
                height={height}
                className={value === null ? '' : 'fill-nar'}
                {...(value === null ? { fill: `url(#${pattern})` } : {})}
              >
                <title>
                  {`${day(startsOn)}: ${value === null ? t('suppressed') : format.number(value)}`}
                </title>
              </rect>
            );
          })}
        </svg>
      </div>
      <div className="mt-1 flex justify-between pl-14 text-muted text-xs">
        <span>{first ? day(first.startsOn) : ''}</span>
        <span>{last && points.length >= MIN_BARS ? day(last.startsOn) : ''}</span>
      </div>
    </div>
  );
}
