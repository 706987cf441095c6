import type { ComponentProps } from 'react';
import { cn } from './cn.ts';

export type SpinnerProps = ComponentProps<'span'> & {
  /** Announced to screen readers; leave it out if the text next to it already says so. */
  label?: string | undefined;
};

/** A spinner in the colour of the surrounding text. Not animated with reduced motion. */
export function Spinner({ label, className, ...props }: SpinnerProps) {
  return (
    <span {...props} role={label ? 'status' : undefined} className={cn('inline-flex size-5', className)}>
      <svg viewBox="0 0 20 20" fill="none" aria-hidden="true" className="size-full animate-spin">
        <circle cx="10" cy="10" r="8" stroke="currentColor" strokeWidth="2" opacity="0.25" />
        <path d="M10 2a8 8 0 0 1 8 8" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
      </svg>
      {label ? <span className="sr-only">{label}</span> : null}
    </span>
  );
}
