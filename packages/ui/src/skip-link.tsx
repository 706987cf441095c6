import type { ComponentProps } from 'react';
import { cn } from './cn.ts';

export type SkipLinkProps = ComponentProps<'a'> & { href: `#${string}` };

/** The first Tab stop: leads to the content. Invisible until it has the focus. */
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
