'use client';

import { ConfirmDialog } from '@chitlaq/ui';
import { useTranslations } from 'use-intl';

/** Asks before a message is deleted, for everyone or for the viewer alone. */
export function DeleteDialog({
  kind,
  pending,
  onClose,
  onConfirm,
}: {
  kind: 'forEveryone' | 'forMe';
  pending: boolean;
  onClose: () => void;
  onConfirm: () => void;
}) {
  const t = useTranslations('messaging.remove');
  return (
    <ConfirmDialog
      open
      danger
      pending={pending}
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      title={t(kind)}
      description={t(`${kind}Detail`)}
      confirmLabel={t('confirm')}
      cancelLabel={t('cancel')}
      onConfirm={onConfirm}
    />
  );
}
