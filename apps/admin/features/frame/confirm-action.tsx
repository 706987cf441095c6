'use client';

import { Banner, ConfirmDialog } from '@chitlaq/ui';
import { useTranslations } from 'use-intl';
import { useSubmit } from '../../lib/use-submit.ts';

/** Asks before it does something, and shows why the server refused. */
export function ConfirmAction(props: {
  title: string;
  description: string;
  confirmLabel: string;
  isDanger?: boolean;
  action: () => Promise<unknown>;
  onClose: () => void;
  /** Closes it. */
  onDone: () => Promise<unknown>;
}) {
  const { title, description, confirmLabel, isDanger = false, action, onClose, onDone } = props;
  const tShell = useTranslations('shell');
  const submission = useSubmit();
  const confirm = async () => {
    if (await submission.run(action)) await onDone();
  };
  return (
    <ConfirmDialog
      open
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      title={title}
      description={description}
      confirmLabel={confirmLabel}
      cancelLabel={tShell('cancel')}
      danger={isDanger}
      pending={submission.isPending}
      onConfirm={() => void confirm()}
    >
      {submission.problem ? <Banner tone="danger" title={submission.problem} live="assertive" /> : null}
    </ConfirmDialog>
  );
}
