'use client';

import { Drawer } from 'vaul';
import { useCloseOnBack } from './close-on-back.ts';
import { cn } from './cn.ts';
import { type DialogProps, keepOpenForSuggestions } from './dialog.tsx';
import { InModal } from './in-modal.ts';
import { useFocusReturn } from './use-focus-return.ts';

/** The sheet on a phone. Use `Sheet`, which chooses. */
export function SheetDrawer({
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
    <Drawer.Root open={open} onOpenChange={onOpenChange} repositionInputs={false} autoFocus>
      <Drawer.Portal>
        <Drawer.Overlay className="fixed inset-0 z-50 bg-scrim" />
        <Drawer.Content
          {...(description ? {} : { 'aria-describedby': undefined })}
          {...focusReturn}
          onEscapeKeyDown={keepOpenForSuggestions}
          className={cn(
            'fixed inset-x-0 bottom-0 z-50 flex max-h-[calc(100dvh-3rem)] flex-col rounded-t-card border-line border-t bg-surface pb-[env(safe-area-inset-bottom)] shadow-float outline-none',
            className,
          )}
        >
          {/* A drag handle for touch; for the keyboard and screen readers it is the close button. */}
          <Drawer.Close
            aria-label={closeLabel}
            className="touch-44 mx-auto my-2 h-5 w-16 shrink-0 rounded-full before:mx-auto before:block before:h-1 before:w-9 before:rounded-full before:bg-edge"
          />
          <div className={cn('px-4', titleHidden && 'sr-only')}>
            <Drawer.Title className="font-bold text-xl">{title}</Drawer.Title>
            {description ? (
              <Drawer.Description className="mt-1.5 text-muted">{description}</Drawer.Description>
            ) : null}
          </div>
          <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain px-4 pt-3 pb-4">
            <InModal value={true}>{children}</InModal>
          </div>
          {footer ? (
            <div className="flex flex-col-reverse gap-2 border-line border-t px-4 py-3 *:w-full">
              {footer}
            </div>
          ) : null}
        </Drawer.Content>
      </Drawer.Portal>
    </Drawer.Root>
  );
}
