import type { ComponentProps, ReactNode } from 'react';
import { cn } from './cn.ts';
import { type Tone, toneBackground, toneText } from './tone.ts';

export type BadgeProps = ComponentProps<'span'> & { tone?: Tone | 'plain' | undefined; icon?: ReactNode };

/** A short status such as "open" or "hidden". The text carries the meaning; the colour helps to scan. */
export function Badge({ tone = 'plain', icon, className, children, ...props }: BadgeProps) {
  return (
    <span
      {...props}
      className={cn(
        'inline-flex items-center gap-1 whitespace-nowrap rounded-full px-2 font-medium text-sm [&_.lucide]:size-3.5',
        tone === 'plain' ? 'bg-wash text-muted' : [toneBackground[tone], toneText[tone]],
        className,
      )}
    >
      {icon}
      {children}
    </span>
  );
}

export type CountBadgeProps = Omit<ComponentProps<'span'>, 'children'> & {
  count: number;
  /** The count as text for screen readers: "3 new". */
  label: string;
  /** Higher counts show as "99+". Default 99. */
  max?: number | undefined;
};

/** A small count on an icon. Renders nothing at zero. */
export function CountBadge({ count, label, max = 99, className, ...props }: CountBadgeProps) {
  if (count <= 0) return null;
  return (
    <span
      {...props}
      className={cn(
        'tabular-nums inline-flex h-4.5 min-w-4.5 items-center justify-center rounded-full bg-nar px-1 font-bold text-[0.6875rem] text-on-nar leading-none',
        className,
      )}
    >
      <span aria-hidden="true">{count > max ? `${max}+` : count}</span>
      <span className="sr-only">{label}</span>
    </span>
  );
}
