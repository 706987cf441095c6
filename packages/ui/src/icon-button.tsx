'use client';

import { Slot } from 'radix-ui';
import type { ComponentProps, ReactNode } from 'react';
import { cn } from './cn.ts';
import { Tooltip } from './tooltip.tsx';

export type IconButtonProps = Omit<ComponentProps<'button'>, 'aria-label' | 'disabled'> & {
  /** What it does, in words: the accessible name and the tooltip. */
  label: string;
  /** Other words for the tooltip, with the key for example; `null` for none. */
  tooltip?: ReactNode;
  tone?: 'ink' | 'muted' | 'nar' | undefined;
  /** Makes it a toggle; the icon should be filled as well, since colour never stands alone. */
  pressed?: boolean | undefined;
  /** Puts it on the single child, a link for example; the icon is then the link's content. */
  asChild?: boolean | undefined;
};

const tones = { ink: 'text-ink', muted: 'text-muted hover:text-ink', nar: 'text-nar' };

/** An icon of 20 px in a target of 44. */
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
  const Element = asChild ? Slot.Root : 'button';
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
