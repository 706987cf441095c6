'use client';

export type ToastOptions = {
  message: string;
  detail?: string | undefined;
  tone?: 'plain' | 'good' | 'danger' | undefined;
  /** The one available action, usually undo. It closes the toast. */
  action?: { label: string; run: () => void } | undefined;
  /** Called when it closes without the action: by timeout, by swipe, or pushed out. */
  onClose?: (() => void) | undefined;
  /** Milliseconds; default 4,000, or 7,000 with an action. Hovering or focusing pauses the timeout. */
  durationMs?: number | undefined;
  /**
   * Shows until this moment (`performance.now()`), even while hovered, with a shrinking line. For something that
   * happens at that moment anyway.
   */
  until?: number | undefined;
  /** A toast replaces an open one with the same id. */
  id?: string | undefined;
};

interface ToastPresenter {
  show(options: ToastOptions): void;
  close(id: string): void;
}

const queuedToasts: ToastOptions[] = [];
const listeners = new Set<() => void>();
let presenter: ToastPresenter | undefined;

/** Shows a transient message. Not for anything that must not be missed. */
export function toast(options: ToastOptions): void {
  if (presenter) {
    presenter.show(options);
    return;
  }
  queuedToasts.push(options);
  for (const listener of listeners) listener();
}

/** Closes a toast early, when its action is no longer available. */
export const dismissToast = (id: string): void => presenter?.close(id);

/** Whether toasts wait for the view to load. */
export const hasQueuedToasts = (): boolean => queuedToasts.length > 0;

/** Calls the listener when a toast is queued before the view has loaded. */
export function onToastQueued(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

/** Called by the view: passes it the queued toasts and all later ones. */
export function setToastPresenter(newPresenter: ToastPresenter): void {
  presenter = newPresenter;
  for (const options of queuedToasts.splice(0)) newPresenter.show(options);
}
export type ToasterProps = {
  /** Name of the region for screen readers. */
  label: string;
  className?: string | undefined;
};
