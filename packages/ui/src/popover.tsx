'use client';

import { Popover as Primitive } from 'radix-ui';
import type { ReactNode, RefObject } from 'react';
import { useCloseOnBack } from './close-on-back.ts';
import { cn } from './cn.ts';
import { useFocusReturn } from './use-focus-return.ts';

export type PopoverProps = {
  /** The element beside which it opens. */
  anchor: RefObject<HTMLElement | null>;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** The accessible name. */
  label: string;
  className?: string | undefined;
  children: ReactNode;
};

/** A small window beside a control. Escape and a press outside close it; the focus returns. */
export function Popover({ anchor, open, onOpenChange, label, className, children }: PopoverProps) {
  const focusReturn = useFocusReturn();
  useCloseOnBack(open, () => onOpenChange(false));
  return (
    // Modal: inside a dialog it could not be scrolled otherwise.
    <Primitive.Root modal open={open} onOpenChange={onOpenChange}>
      {/* The type of `virtualRef` does not know that a ref is empty at first. */}
      <Primitive.Anchor virtualRef={anchor as RefObject<HTMLElement>} />
      <Primitive.Portal>
        <Primitive.Content
          {...focusReturn}
          aria-label={label}
          sideOffset={4}
          collisionPadding={8}
          className={cn(
            'z-50 rounded-card border border-line bg-surface shadow-float outline-none data-[state=closed]:animate-vanish data-[state=open]:animate-appear',
            className,
          )}
        >
          {children}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
