'use client';

import { AlertDialog } from 'radix-ui';
import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import { useCloseOnBack } from './close-on-back.ts';
import { cn } from './cn.ts';
import { useFocusReturn } from './use-focus-return.ts';

export type ConfirmDialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** The question, naming the object. */
  title: ReactNode;
  /** The consequences, and whether they can be undone. */
  description: ReactNode;
  /** The action as a verb, never "OK". */
  confirmLabel: string;
  cancelLabel: string;
  danger?: boolean | undefined;
  pending?: boolean | undefined;
  /** The caller closes the dialog when it is done. */
  onConfirm: () => void;
  className?: string | undefined;
  children?: ReactNode;
};

/**
 * Confirms an action that cannot be undone. The focus starts on "cancel"; a press outside does nothing. Prefer a
 * toast with undo.
 */
export function ConfirmDialog({
  open,
  onOpenChange,
  title,
  description,
  confirmLabel,
  cancelLabel,
  danger = false,
  pending = false,
  onConfirm,
  className,
  children,
}: ConfirmDialogProps) {
  const focusReturn = useFocusReturn();
  useCloseOnBack(open, () => onOpenChange(false));
  return (
    <AlertDialog.Root open={open} onOpenChange={onOpenChange}>
      <AlertDialog.Portal>
        <AlertDialog.Overlay className="fixed inset-0 z-50 bg-scrim data-[state=closed]:animate-vanish data-[state=open]:animate-appear" />
        <div className="pointer-events-none fixed inset-0 z-50 grid place-items-center p-4">
          <AlertDialog.Content
            {...focusReturn}
            className={cn(
              'pointer-events-auto max-h-full w-full max-w-md overflow-y-auto rounded-card border border-line bg-surface p-5 shadow-float outline-none data-[state=closed]:animate-sink data-[state=open]:animate-rise',
              className,
            )}
          >
            <AlertDialog.Title className="font-bold text-xl">{title}</AlertDialog.Title>
            <AlertDialog.Description className="mt-2 text-muted">{description}</AlertDialog.Description>
            {children ? <div className="mt-4">{children}</div> : null}
            <div className="mt-5 flex flex-wrap-reverse justify-end gap-2 *:grow tablet:*:grow-0">
              <AlertDialog.Cancel asChild>
                <Button variant={danger ? 'outline' : 'quiet'}>{cancelLabel}</Button>
              </AlertDialog.Cancel>
              <Button variant={danger ? 'danger' : 'primary'} pending={pending} onClick={onConfirm}>
                {confirmLabel}
              </Button>
            </div>
          </AlertDialog.Content>
        </div>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
