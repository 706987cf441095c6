'use client';

import type { ComponentProps, ReactNode } from 'react';
import { cn } from './cn.ts';
import { Slot } from './slot.tsx';
import { Tooltip } from './tooltip.tsx';

export type IconButtonProps = Omit<ComponentProps<'button'>, 'aria-label' | 'disabled'> & {
  /** The accessible name and the tooltip. */
  label: string;
  /** Other content for the tooltip, for example with the shortcut; `null` for none. */
  tooltip?: ReactNode;
  tone?: 'ink' | 'muted' | 'nar' | undefined;
  /** Makes it a toggle. Fill the icon as well, since colour alone does not convey state. */
  pressed?: boolean | undefined;
  /** Renders the single child, for example a link; the icon becomes its content. */
  asChild?: boolean | undefined;
};

const tones = { ink: 'text-ink', muted: 'text-muted hover:text-ink', nar: 'text-nar' };

/** A 20 px icon in a 44 px target. */
export function IconButton({
  label,
  tooltip = label,
  tone = 'ink',
  pressed,
  asChild = false,
  type = 'button',
  className,
  children,
  ...props
}: IconButtonProps) {
  const Element = asChild ? Slot : 'button';
  const button = (
    <Element
      {...props}
      {...(asChild ? {} : { type })}
      aria-label={label}
      aria-pressed={pressed}
      className={cn(
        'inline-flex size-11 shrink-0 items-center justify-center rounded-full transition-[background-color,color,opacity] hover:bg-wash active:opacity-70',
        tones[pressed ? 'nar' : tone],
        className,
      )}
    >
      {children}
    </Element>
  );
  return tooltip === null ? button : <Tooltip label={tooltip}>{button}</Tooltip>;
}
