'use client';

import { Check, CircleAlert } from 'lucide-react';
import { type CSSProperties, useEffect, useState } from 'react';
import { toast as sonnerToast, Toaster, useSonner } from 'sonner';
import { cn } from './cn.ts';
import type { ToasterProps } from './toast.ts';
import { setToastPresenter, type ToastOptions } from './toast.ts';
import { toastBottom, UNCOVERED } from './toast-position.ts';

/** How often it is checked whether a toast covers something that has appeared, moved or grown. */
const CHECK_INTERVAL_MS = 200;

const measureBottom = (): number =>
  toastBottom(
    { width: window.innerWidth, height: window.innerHeight },
    [...document.querySelectorAll(UNCOVERED)].map((part) => part.getBoundingClientRect()),
  );

/** How far above the bottom of the viewport toasts are. Measured while there are any. */
function useToastBottom(): number {
  const [bottom, setBottom] = useState(measureBottom);
  const hasToasts = useSonner().toasts.length > 0;
  useEffect(() => {
    if (!hasToasts) return;
    const measure = () => setBottom(measureBottom());
    measure();
    const timer = setInterval(measure, CHECK_INTERVAL_MS);
    return () => clearInterval(timer);
  }, [hasToasts]);
  return bottom;
}

/** Renders toasts. Use `Toaster`, which loads it. */
export function ToasterView({ label, className }: ToasterProps) {
  const bottom = useToastBottom();
  // After the live region is in the page, so that the first toast is announced too.
  useEffect(() => {
    const frame = requestAnimationFrame(() =>
      setToastPresenter({ show: present, close: (id) => sonnerToast.dismiss(id) }),
    );
    return () => cancelAnimationFrame(frame);
  }, []);
  return (
    <Toaster
      position="bottom-center"
      containerAriaLabel={label}
      visibleToasts={2}
      gap={8}
      offset={{ bottom: `max(${bottom}px, 1.5rem)` }}
      mobileOffset={{
        bottom: `max(${bottom}px, calc(1rem + env(safe-area-inset-bottom)))`,
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

function present(toast: ToastOptions): void {
  const { message, detail, tone = 'plain', action, onClose: onEnd, durationMs, until, id } = toast;
  let isClosed = false;
  const close = () => {
    if (!isClosed) onEnd?.();
    isClosed = true;
  };
  const runAction = () => {
    isClosed = true;
    action?.run();
  };
  const leftMs = until === undefined ? undefined : Math.max(0, until - performance.now());
  const options = {
    duration: leftMs === undefined ? (durationMs ?? (action ? 7_000 : 4_000)) : Number.POSITIVE_INFINITY,
    ...(leftMs === undefined
      ? {}
      : { className: 'toast-countdown', style: { '--toast-countdown': `${leftMs}ms` } as CSSProperties }),
    ...(id === undefined ? {} : { id }),
    ...(detail === undefined ? {} : { description: detail }),
    ...(action === undefined ? {} : { action: { label: action.label, onClick: runAction } }),
    onAutoClose: close,
    onDismiss: close,
  };
  const toastId =
    tone === 'good'
      ? sonnerToast.success(message, options)
      : tone === 'danger'
        ? sonnerToast.error(message, options)
        : sonnerToast(message, options);
  if (leftMs !== undefined) setTimeout(() => sonnerToast.dismiss(toastId), leftMs);
}
