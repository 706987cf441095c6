'use client';

import { useServerNow } from '@chitlaq/react';
import { Badge, Button, toast } from '@chitlaq/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useFormatter, useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { useSubmit } from '../../lib/use-submit.ts';
import { type Me, useViewer } from '../frame/viewer.tsx';
import type { Case } from './types.ts';

/** The claim that holds now. */
export const claimOf = ({ claim }: Case, now: Date): Case['claim'] =>
  claim !== null && new Date(claim.expiresAt) > now ? claim : null;

/** Whether another moderator works on the case. */
export const isOthers = (subject: Case, viewer: Me, now: Date): boolean => {
  const claim = claimOf(subject, now);
  return claim !== null && claim.moderator.id !== viewer.user.id;
};

/** Who works on a case, and the button to claim it, give it back, or take it over. */
export function CaseClaim({
  subject,
  disabledReason,
}: {
  subject: Case;
  disabledReason: string | undefined;
}) {
  const t = useTranslations('reports.claim');
  const viewer = useViewer();
  const now = useServerNow();
  const format = useFormatter();
  const queries = useQueryClient();
  const submission = useSubmit();
  const claim = claimOf(subject, now);
  const isOwn = claim?.moderator.id === viewer.user.id;
  const isAdmin = viewer.permissions.includes('members.suspend');
  const path = { id: subject.id };
  const run = async () => {
    const isDone = await submission.run(() =>
      isOwn
        ? api.delete('/admin/reports/{id}/claim', { path })
        : api.put('/admin/reports/{id}/claim', { path, body: { takeOver: claim !== null } }),
    );
    if (!isDone) toast({ message: t('taken'), tone: 'danger' });
    await queries.invalidateQueries({ queryKey: ['reports'] });
  };
  return (
    <p className="flex flex-wrap items-center gap-x-3 gap-y-2 text-sm">
      {claim ? (
        <Badge tone={isOwn ? 'good' : 'warn'}>
          {t(isOwn ? 'own' : 'other', {
            name: `@${claim.moderator.username}`,
            time: format.dateTime(new Date(claim.expiresAt), { timeStyle: 'short' }),
          })}
        </Badge>
      ) : null}
      {claim && !isOwn && !isAdmin ? null : (
        <Button
          size="sm"
          data-action="claim"
          pending={submission.isPending}
          disabledReason={disabledReason}
          onClick={() => void run()}
        >
          {t(isOwn ? 'release' : claim ? 'takeOver' : 'claim')}
        </Button>
      )}
    </p>
  );
}
