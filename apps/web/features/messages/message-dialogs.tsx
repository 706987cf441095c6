'use client';

import { lazy, Suspense } from 'react';
import { loadWithRetry } from '../../lib/load-with-retry.ts';
import { DeleteDialog } from './delete-dialog.tsx';
import type { DialogRequest } from './types.ts';

const ForwardDialog = lazy(async () => ({
  default: (await loadWithRetry(() => import('./forward-dialog.tsx'))).ForwardDialog,
}));
const ReportDialog = lazy(async () => ({
  default: (await loadWithRetry(() => import('../feed/report-dialog.tsx'))).ReportDialog,
}));
const ReactionSheet = lazy(async () => ({
  default: (await loadWithRetry(() => import('../emoji/emoji-popup.tsx'))).ReactionSheet,
}));

/** The dialog that an action on a message opens. */
export function MessageDialogs({
  request: { kind, message },
  meId,
  isPending,
  onClose,
  onDelete,
  onReact,
}: {
  request: DialogRequest;
  meId: string;
  isPending: boolean;
  onClose: () => void;
  onDelete: (kind: 'forMe' | 'forEveryone') => void;
  onReact: (emoji: string) => void;
}) {
  if (kind === 'forMe' || kind === 'forEveryone')
    return (
      <DeleteDialog kind={kind} pending={isPending} onClose={onClose} onConfirm={() => onDelete(kind)} />
    );
  return (
    <Suspense fallback={null}>
      {kind === 'forward' ? <ForwardDialog message={message} meId={meId} onClose={onClose} /> : null}
      {kind === 'report' ? (
        <ReportDialog subject={{ type: 'message', id: message.id }} onClose={onClose} />
      ) : null}
      {kind === 'emoji' ? (
        <ReactionSheet
          onClose={onClose}
          onChoose={(emoji) => {
            onReact(emoji);
            onClose();
          }}
        />
      ) : null}
    </Suspense>
  );
}
