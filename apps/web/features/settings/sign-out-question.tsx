'use client';

import { ConfirmDialog } from '@chitlaq/ui';
import { useTranslations } from 'use-intl';
import { PrefetchLink } from '../../components/prefetch-link.tsx';
import { paths } from '../../lib/paths.ts';

/** Asks before a sign-out that takes a secret for boards with it, whose code was never saved. */
export function SignOutQuestion({ onClose, onSignOut }: { onClose: () => void; onSignOut: () => void }) {
  const t = useTranslations('settings.signOutBoards');
  return (
    <ConfirmDialog
      open
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      title={t('title')}
      description={t('lead')}
      confirmLabel={t('anyway')}
      cancelLabel={t('cancel')}
      danger
      onConfirm={onSignOut}
    >
      <PrefetchLink href={paths.settingsPage('boards')} className="link">
        {t('showCode')}
      </PrefetchLink>
    </ConfirmDialog>
  );
}
