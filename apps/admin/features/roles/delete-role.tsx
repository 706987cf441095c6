'use client';

import { isolate } from '@chitlaq/text';
import { Banner, ConfirmDialog } from '@chitlaq/ui';
import { useQuery } from '@tanstack/react-query';
import { useFormatter, useLocale, useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { useSubmit } from '../../lib/use-submit.ts';
import { type CustomRole, roleName } from './types.ts';

/** How many holders are named. */
const NAMED = 10;

/** Deletes a role, after naming who has it. */
export function DeleteRole({
  role,
  onClose,
  onDone,
}: {
  role: CustomRole;
  onClose: () => void;
  onDone: () => Promise<void>;
}) {
  const t = useTranslations('roles');
  const tShell = useTranslations('shell');
  const format = useFormatter();
  const name = isolate(roleName(role, useLocale()));
  const submission = useSubmit();
  const holders = useQuery({
    queryKey: ['members', { customRoleId: role.id }],
    queryFn: () => api.get('/admin/users', { query: { customRoleId: role.id, limit: NAMED } }),
    enabled: role.holders > 0,
  });
  const named = holders.data?.items.map(({ username }) => `@${username}`) ?? [];
  return (
    <ConfirmDialog
      open
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      title={t('deleteTitle', { name })}
      description={
        role.holders === 0
          ? t('deleteUnused')
          : [
              t('deleteLead', { count: role.holders }),
              named.length > 0 ? `${format.list(named)}${role.holders > named.length ? ' …' : ''}` : '',
            ].join(' ')
      }
      confirmLabel={t('delete')}
      cancelLabel={tShell('cancel')}
      danger
      pending={submission.isPending || holders.isLoading}
      onConfirm={() =>
        void submission.run(() => api.delete('/admin/roles/{id}', { path: { id: role.id } }), onDone)
      }
    >
      {submission.problem ? <Banner tone="danger" title={submission.problem} live="assertive" /> : null}
    </ConfirmDialog>
  );
}
