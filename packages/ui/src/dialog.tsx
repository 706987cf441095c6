'use client';

import { X } from 'lucide-react';
import { Dialog as Primitive } from 'radix-ui';
import type { ReactNode } from 'react';
import { useCloseOnBack } from './close-on-back.ts';
import { cn } from './cn.ts';
import { IconButton } from './icon-button.tsx';
import { InModal } from './in-modal.ts';
import { useFocusReturn } from './use-focus-return.ts';

export type DialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  /** Shows the title to screen readers only. */
  titleHidden?: boolean | undefined;
  description?: ReactNode;
  closeLabel: string;
  /** Buttons at the bottom, the main one last. */
  footer?: ReactNode;
  className?: string | undefined;
  children?: ReactNode;
};

/**
 * A modal dialog. Traps the focus and returns it on close. Escape and a press outside close it; if a list of
 * suggestions inside is open, Escape closes that first.
 */
export function Dialog({
  open,
  onOpenChange,
  title,
  titleHidden = false,
  description,
  closeLabel,
  footer,
  className,
  children,
}: DialogProps) {
  const focusReturn = useFocusReturn();
  useCloseOnBack(open, () => onOpenChange(false));
  return (
    <Primitive.Root open={open} onOpenChange={onOpenChange}>
      <Primitive.Portal>
        <Primitive.Overlay className="fixed inset-0 z-50 bg-scrim data-[state=closed]:animate-vanish data-[state=open]:animate-appear" />
        <div className="pointer-events-none fixed inset-0 z-50 grid place-items-center p-4">
          <Primitive.Content
            {...(description ? {} : { 'aria-describedby': undefined })}
            {...focusReturn}
            onEscapeKeyDown={keepOpenForSuggestions}
            className={cn(
              'pointer-events-auto flex max-h-full w-full max-w-lg flex-col overflow-hidden rounded-card border border-line bg-surface shadow-float outline-none data-[state=closed]:animate-sink data-[state=open]:animate-rise',
              className,
            )}
          >
            <div
              className={cn(
                'flex items-start gap-3 px-5 pt-4',
                titleHidden ? 'justify-end' : 'justify-between',
              )}
            >
              <div className={cn('min-w-0 pt-1.5', titleHidden && 'sr-only')}>
                <Primitive.Title className="font-bold text-xl">{title}</Primitive.Title>
                {description ? (
                  <Primitive.Description className="mt-1.5 text-muted">{description}</Primitive.Description>
                ) : null}
              </div>
              <Primitive.Close asChild>
                <IconButton label={closeLabel} tooltip={null} tone="muted" className="-mt-1 -mr-3">
                  <X aria-hidden="true" />
                </IconButton>
              </Primitive.Close>
            </div>
            <div className="min-h-0 flex-1 overflow-y-auto px-5 pt-3 pb-5">
              <InModal value={true}>{children}</InModal>
            </div>
            {footer ? (
              <div className="flex flex-wrap justify-end gap-2 border-line border-t px-5 py-3.5">
                {footer}
              </div>
            ) : null}
          </Primitive.Content>
        </div>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

/** The first Escape closes an open list of suggestions, not the dialog around it. */
export function keepOpenForSuggestions(event: KeyboardEvent): void {
  // A field with `aria-autocomplete` names its list only while that is open.
  if (document.activeElement?.matches('[aria-autocomplete="list"][aria-controls]')) event.preventDefault();
}
