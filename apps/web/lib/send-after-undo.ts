import { toast } from '@chitlaq/ui';

/** Offers to undo something, and sends it once: when the toast ends, or the page is closed. */
export function sendAfterUndo(options: {
  message: string;
  undoLabel: string;
  onUndo: () => void;
  /** Handles its own errors. */
  send: () => Promise<void>;
}): void {
  let isSent = false;
  const send = () => {
    window.removeEventListener('pagehide', send);
    if (isSent) return;
    isSent = true;
    void options.send();
  };
  window.addEventListener('pagehide', send);
  toast({
    message: options.message,
    action: {
      label: options.undoLabel,
      run: () => {
        window.removeEventListener('pagehide', send);
        options.onUndo();
      },
    },
    onClose: send,
  });
}
