import type { ComponentProps } from 'react';
import { cn } from './cn.ts';

export type SkeletonProps = Omit<ComponentProps<'div'>, 'children'> & {
  /** `line` for a line of text in its font size, `circle` for an avatar, `block` for the rest. */
  shape?: 'line' | 'circle' | 'block' | undefined;
};

/**
 * The placeholder of loading content. Appears after 150 ms, so that fast content does not flicker. It is not
 * animated: a list of moving gradients would cost a cheap phone more than the content.
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
  /** "Loading …", announced once. */
  label: string;
};

/** The frame around skeletons: announces that content loads, and hides the shapes from screen readers. */
export function Loading({ label, children, ...props }: LoadingProps) {
  return (
    <div {...props} role="status" aria-busy="true">
      <span className="sr-only">{label}</span>
      {children}
    </div>
  );
}
