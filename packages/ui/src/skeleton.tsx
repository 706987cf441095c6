import type { ComponentProps } from 'react';
import { cn } from './cn.ts';

export type SkeletonProps = Omit<ComponentProps<'div'>, 'children'> & {
  /** `line` stands for a line of text of its font size, `circle` for an avatar, `block` for the rest. */
  shape?: 'line' | 'circle' | 'block' | undefined;
};

/**
 * The place of something that loads. It appears after 150 ms, so that what is quick does not flicker, and it stands
 * still: a list of moving shadows would cost a cheap phone more than the content.
 */
export function Skeleton({ shape = 'line', className, ...props }: SkeletonProps) {
  return (
    <div
      {...props}
      aria-hidden="true"
      className={cn(
        'animate-appear-late bg-line/70',
        shape === 'line' && 'my-[0.4em] h-[0.75em] rounded-full',
        shape === 'circle' && 'size-10 rounded-full',
        shape === 'block' && 'rounded-card',
        className,
      )}
    />
  );
}

export type LoadingProps = ComponentProps<'div'> & {
  /** "Loading …", said once to screen readers. */
  label: string;
};

/** The frame around a screen's skeletons: says that it loads, hides the shapes themselves. */
export function Loading({ label, children, ...props }: LoadingProps) {
  return (
    <div {...props} role="status" aria-busy="true">
      <span className="sr-only">{label}</span>
      {children}
    </div>
  );
}
