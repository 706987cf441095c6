'use client';

export type ToastOptions = {
  message: string;
  detail?: string | undefined;
  tone?: 'plain' | 'good' | 'danger' | undefined;
  /** The one thing to do from here, usually to take it back. It closes the toast. */
  action?: { label: string; run: () => void } | undefined;
  /** Called when it leaves without the action: by time, by swipe, or pushed out. */
  onClose?: (() => void) | undefined;
  /** Milliseconds; 4,000, or 7,000 with an action. Hovering or focusing it holds the clock. */
  durationMs?: number | undefined;
  /**
   * Stands until this moment (`performance.now()`), hovered or not, over a thin line that shortens: for what happens then, whatever one
   * does here.
   */
  until?: number | undefined;
  /** A toast with the id of one that stands replaces it. */
  id?: string | undefined;
};

interface ToastPresenter {
  show(options: ToastOptions): void;
  close(id: string): void;
}

const queuedToasts: ToastOptions[] = [];
const listeners = new Set<() => void>();
let presenter: ToastPresenter | undefined;

/** Says that something happened, in passing. Not for what one must not miss. */
export function toast(options: ToastOptions): void {
  if (presenter) {
    presenter.show(options);
    return;
  }
  queuedToasts.push(options);
  for (const listener of listeners) listener();
}

/** Takes a toast away before its time, since what it offers has come about in another way. */
export const dismissToast = (id: string): void => presenter?.close(id);

/** Whether something waits to be said. */
export const hasQueuedToasts = (): boolean => queuedToasts.length > 0;

/** Tells when the first toast waits for what shows it. */
export function onToastQueued(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

/** For what shows toasts: takes those that wait, and every one after them. */
export function setToastPresenter(newPresenter: ToastPresenter): void {
  presenter = newPresenter;
  for (const options of queuedToasts.splice(0)) newPresenter.show(options);
}
export type ToasterProps = {
  /** Name of the region for screen readers. */
  label: string;
  /** Room kept free at the bottom on a phone, for a bar of places: any CSS length. */
  phoneOffset?: string | undefined;
  className?: string | undefined;
};
