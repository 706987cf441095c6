import type { ComponentProps } from 'react';
import { cn } from './cn.ts';

export type SkipLinkProps = ComponentProps<'a'> & { href: `#${string}` };

/** The first thing that Tab reaches: leads past the frame to the content. Unseen until it has focus. */
export function SkipLink({ className, ...props }: SkipLinkProps) {
  return (
    <a
      {...props}
      className={cn(
        'fixed top-3 left-3 z-60 -translate-y-20 rounded-control bg-ink px-4 py-3 font-medium text-paper focus:translate-y-0',
        className,
      )}
    />
  );
}
