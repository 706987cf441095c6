import type { ComponentProps, ReactNode } from 'react';
import { cn } from './cn.ts';

export type StatProps = Omit<ComponentProps<'div'>, 'children'> & {
  /** Formatted for the viewer's locale. */
  value: ReactNode;
  label: ReactNode;
  /** A muted line below: a comparison or a period. */
  detail?: ReactNode;
  size?: 'sm' | 'lg' | undefined;
};

/** A number and its label. `sm` reads as inline text, `lg` is for an overview. */
export function Stat({ value, label, detail, size = 'lg', className, ...props }: StatProps) {
  if (size === 'sm') {
    return (
      <div {...props} className={cn('inline-flex items-baseline gap-1', className)}>
        <span className="font-medium">{value}</span>
        <span className="text-muted">{label}</span>
      </div>
    );
  }
  return (
    <div {...props} className={cn('flex min-w-0 flex-col', className)}>
      <span className="text-muted text-sm">{label}</span>
      <span className="mt-1 whitespace-nowrap font-bold text-2xl">{value}</span>
      {detail ? <span className="mt-1 text-muted text-sm">{detail}</span> : null}
    </div>
  );
}
