import { type ComponentProps, type ReactNode, useId } from 'react';
import { cn } from './cn.ts';
import type { Tone } from './tone.ts';

const fills: Record<Tone | 'plain', string> = {
  plain: 'bg-ink',
  info: 'bg-info',
  good: 'bg-good',
  warn: 'bg-warn',
  danger: 'bg-nar',
};

type BarProps = Omit<ComponentProps<'div'>, 'children' | 'role'> & {
  label: ReactNode;
  labelHidden?: boolean | undefined;
  /** The value as text, shown and announced: "4.1 of 10 GB". */
  valueText?: string | undefined;
};

export type MeterProps = BarProps & {
  value: number;
  min?: number | undefined;
  max: number;
  tone?: Tone | 'plain' | undefined;
};

/** How much of something is used. For progress use `ProgressBar`. */
export function Meter({ value, min = 0, max, tone = 'plain', ...props }: MeterProps) {
  const share = max > min ? Math.min(1, Math.max(0, (value - min) / (max - min))) : 0;
  return <Bar {...props} kind="meter" min={min} max={max} value={value} share={share} fill={fills[tone]} />;
}

export type ProgressBarProps = BarProps & {
  /** 0 to `max`; null if unknown. */
  value: number | null;
  max?: number | undefined;
};

/** The progress of a task. */
export function ProgressBar({ value, max = 1, ...props }: ProgressBarProps) {
  const share = value === null ? null : Math.min(1, Math.max(0, value / max));
  return <Bar {...props} kind="progressbar" min={0} max={max} value={value} share={share} fill="bg-nar" />;
}

type DrawnBarProps = BarProps & {
  kind: 'meter' | 'progressbar';
  min: number;
  max: number;
  value: number | null;
  share: number | null;
  fill: string;
};

function Bar({
  kind,
  label,
  labelHidden = false,
  valueText,
  min,
  max,
  value,
  share,
  fill,
  className,
  ...props
}: DrawnBarProps) {
  const labelId = useId();
  return (
    <div {...props} className={cn('flex min-w-0 flex-col gap-1.5', className)}>
      <div className={cn('flex items-baseline justify-between gap-3 text-sm', labelHidden && 'sr-only')}>
        <span id={labelId}>{label}</span>
        {valueText ? <span className="tabular-nums text-muted">{valueText}</span> : null}
      </div>
      {/* biome-ignore lint/a11y/useAriaPropsSupportedByRole: both possible roles allow a name */}
      <div
        role={kind}
        aria-labelledby={labelId}
        aria-valuemin={min}
        aria-valuemax={max}
        aria-valuenow={value ?? undefined}
        aria-valuetext={valueText}
        className="h-2 overflow-hidden rounded-full bg-line"
      >
        <div
          className={cn(
            'h-full origin-left rounded-full transition-transform duration-200',
            fill,
            share === null && 'opacity-30',
          )}
          style={{ transform: `scaleX(${share ?? 1})` }}
        />
      </div>
    </div>
  );
}
