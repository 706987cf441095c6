'use client';

import { TextArea, toast } from '@chitlaq/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { paths } from '../../lib/paths.ts';
import { useSubmit } from '../../lib/use-submit.ts';
import { FormSheet } from '../frame/form-sheet.tsx';
import type { ManagedUser } from './member-rules.ts';

/** Requests that a member becomes an owner, or is none any more; a second owner approves it. */
export function OwnerDialog({
  member,
  isOwner,
  onClose,
}: {
  member: ManagedUser;
  isOwner: boolean;
  onClose: () => void;
}) {
  const t = useTranslations('members.roles.owner');
  const router = useRouter();
  const queries = useQueryClient();
  const submission = useSubmit(['reason']);
  const [reason, setReason] = useState('');
  const send = () => {
    const request = { path: { id: member.id }, body: { reason: reason.trim() } };
    return submission.run(
      () =>
        isOwner
          ? api.delete('/admin/users/{id}/owner', request)
          : api.put('/admin/users/{id}/owner', request),
      async () => {
        await queries.invalidateQueries({ queryKey: ['approvals'] });
        toast({ message: t('done'), tone: 'good' });
        onClose();
        router.push(paths.approvals);
      },
    );
  };
  return (
    <FormSheet
      title={t(isOwner ? 'revokeTitle' : 'grantTitle', { name: member.displayName })}
      description={t('lead')}
      submitLabel={t('submit')}
      isDanger
      disabledReason={reason.trim() ? undefined : t('reasonNeeded')}
      submission={submission}
      onSubmit={send}
      onClose={onClose}
    >
      <TextArea
        label={t('reason')}
        value={reason}
        maxLength={1000}
        error={submission.errors.reason}
        onChange={({ target }) => setReason(target.value)}
      />
    </FormSheet>
  );
}
