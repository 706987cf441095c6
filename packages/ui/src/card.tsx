import type { ComponentProps } from 'react';
import { cn } from './cn.ts';

export type CardProps = ComponentProps<'div'> & {
  /** Inner padding; turn it off if the rows inside have their own. */
  padded?: boolean | undefined;
  /** Full width without rounded corners on a phone. */
  flush?: boolean | undefined;
};

/** A surface with a thin border and no shadow. */
export function Card({ padded = true, flush = false, className, ...props }: CardProps) {
  return (
    <div
      {...props}
      className={cn(
        'border-line bg-surface',
        flush ? 'border-y tablet:rounded-card tablet:border-x' : 'rounded-card border',
        padded && 'p-4 tablet:p-5',
        className,
      )}
    />
  );
}
