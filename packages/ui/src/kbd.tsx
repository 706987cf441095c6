import type { ComponentProps } from 'react';
import { cn } from './cn.ts';

/** A keyboard key. */
export function Kbd({ className, ...props }: ComponentProps<'kbd'>) {
  return (
    <kbd
      {...props}
      className={cn(
        'inline-flex h-6 min-w-6 items-center justify-center rounded-[5px] border border-edge border-b-2 bg-surface px-1.5 font-medium font-sans text-ink text-sm leading-none',
        className,
      )}
    />
  );
}
