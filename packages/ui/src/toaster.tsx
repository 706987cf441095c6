'use client';

import { Check, CircleAlert } from 'lucide-react';
import { Toaster as Primitive, toast as show } from 'sonner';
import { cn } from './cn.ts';

export type ToasterProps = {
  /** Name of the region for screen readers. */
  label: string;
  /** Room kept free at the bottom on a phone, for a bar of places: any CSS length. */
  phoneOffset?: string | undefined;
  className?: string | undefined;
};

/** Where toasts appear; once per page, near its root. */
export function Toaster({ label, phoneOffset = '1rem', className }: ToasterProps) {
  return (
    <Primitive
      position="bottom-center"
      containerAriaLabel={label}
      visibleToasts={2}
      gap={8}
      offset="1.5rem"
      mobileOffset={{
        bottom: `calc(${phoneOffset} + env(safe-area-inset-bottom))`,
        left: '1rem',
        right: '1rem',
      }}
      icons={{
        success: <Check aria-hidden="true" className="text-good" />,
        error: <CircleAlert aria-hidden="true" className="text-nar" />,
      }}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast:
            'flex w-full min-h-12 items-center gap-3 rounded-card border border-line bg-surface py-1.5 pr-1.5 pl-4 font-sans text-base text-ink shadow-float tablet:w-(--width)',
          icon: 'inline-flex shrink-0',
          content: 'min-w-0 flex-1 py-1.5 pr-2.5',
          description: 'text-muted text-sm',
          actionButton: 'h-11 shrink-0 rounded-control px-3.5 font-medium text-nar hover:bg-nar-soft',
        },
      }}
      className={cn('z-60', className)}
    />
  );
}

export type ToastOptions = {
  message: string;
  detail?: string | undefined;
  tone?: 'plain' | 'good' | 'danger' | undefined;
  /** The one thing to do from here, usually to take it back. It closes the toast. */
  action?: { label: string; run: () => void } | undefined;
  /** Called when it leaves without the action: by time, by swipe, or pushed out. */
  onEnd?: (() => void) | undefined;
  /** Milliseconds; 4,000, or 7,000 with an action. Hovering or focusing it holds the clock. */
  durationMs?: number | undefined;
  /** A toast with the id of one that stands replaces it. */
  id?: string | undefined;
};

/** Says that something happened, in passing. Returns an id for `dismissToast`. Not for what one must not miss. */
export function toast({ message, detail, tone = 'plain', action, onEnd, durationMs, id }: ToastOptions) {
  let isOver = false;
  const end = () => {
    if (!isOver) onEnd?.();
    isOver = true;
  };
  const act = () => {
    isOver = true;
    action?.run();
  };
  const options = {
    duration: durationMs ?? (action ? 7_000 : 4_000),
    ...(id === undefined ? {} : { id }),
    ...(detail === undefined ? {} : { description: detail }),
    ...(action === undefined ? {} : { action: { label: action.label, onClick: act } }),
    onAutoClose: end,
    onDismiss: end,
  };
  if (tone === 'good') return show.success(message, options);
  if (tone === 'danger') return show.error(message, options);
  return show(message, options);
}

/** Takes one toast away, or all of them. */
export function dismissToast(id?: string | number): void {
  show.dismiss(id);
}
