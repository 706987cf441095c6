import type { ComponentProps } from 'react';
import { cn } from './cn.ts';

export type CardProps = ComponentProps<'div'> & {
  /** Inner space; off where rows inside bring their own. */
  padded?: boolean | undefined;
  /** On a phone it runs to both edges of the screen, without corners. */
  flush?: boolean | undefined;
};

/** A sheet of paper on the page: a hairline, no shadow. */
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
