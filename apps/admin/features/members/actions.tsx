'use client';

import { useServerNow } from '@chitlaq/react';
import { Button, Card, toast } from '@chitlaq/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { ConfirmAction } from '../frame/confirm-action.tsx';
import { useViewer } from '../frame/viewer.tsx';
import { ActDialog, type MemberAct } from './act-dialog.tsx';
import { sessionsQuery } from './devices.tsx';
import { type ManagedUser, restrictionFor } from './member-rules.ts';

const BulkDialog = lazy(async () => ({ default: (await import('./bulk-dialog.tsx')).BulkDialog }));

type OpenDialog = MemberAct | 'removePosts' | 'restore' | 'endSessions' | 'unmute' | 'unlimit';

const isAct = (dialog: OpenDialog): dialog is MemberAct =>
  ['warn', 'mute', 'limit', 'suspend'].includes(dialog);

/** The actions on a member. An unavailable action is disabled with its reason. */
export function MemberActions({ member }: { member: ManagedUser }) {
  const t = useTranslations('members');
  const viewer = useViewer();
  const queries = useQueryClient();
  const [openDialog, setOpenDialog] = useState<OpenDialog | null>(null);
  const restriction = restrictionFor(viewer, member, 'members.suspend');
  const sessions = useQuery({ ...sessionsQuery(member.id), enabled: restriction !== 'admin' });
  const disabledReasonText = restriction && t(`restrictions.${restriction}`);
  const moderation = restrictionFor(viewer, member, 'reports.resolve');
  const moderatorRestriction = moderation && t(`restrictions.${moderation}`);
  const isSuspended = member.status === 'suspended';
  const refresh = () =>
    Promise.all(
      [['member', member.id], ['members'], ['member-sessions', member.id]].map((queryKey) =>
        queries.invalidateQueries({ queryKey }),
      ),
    );
  const now = useServerNow();
  const lifts = [
    {
      dialog: 'unmute',
      until: member.mutedUntil,
      action: () => api.delete('/admin/users/{id}/mute', { path: { id: member.id } }),
    },
    {
      dialog: 'unlimit',
      until: member.limitedUntil,
      action: () => api.delete('/admin/users/{id}/limit-reach', { path: { id: member.id } }),
    },
  ] as const;
  const close = () => setOpenDialog(null);
  return (
    <Card className="grid gap-2">
      {isSuspended ? (
        <Button
          variant="primary"
          disabledReason={disabledReasonText}
          onClick={() => setOpenDialog('restore')}
        >
          {t('actions.restore')}
        </Button>
      ) : null}
      {lifts
        .filter(({ until }) => until !== null && new Date(until) > now)
        .map(({ dialog }) => (
          <Button
            key={dialog}
            variant="primary"
            disabledReason={moderatorRestriction}
            onClick={() => setOpenDialog(dialog)}
          >
            {t(`actions.${dialog}`)}
          </Button>
        ))}
      {(['warn', 'mute', 'limit'] as const).map((act) => (
        <Button key={act} disabledReason={moderatorRestriction} onClick={() => setOpenDialog(act)}>
          {t(`actions.${act}`)}
        </Button>
      ))}
      <Button disabledReason={moderatorRestriction} onClick={() => setOpenDialog('removePosts')}>
        {t('actions.removePosts')}
      </Button>
      <Button
        variant={isSuspended ? 'outline' : 'danger'}
        disabledReason={disabledReasonText}
        onClick={() => setOpenDialog('suspend')}
      >
        {isSuspended ? t('actions.change') : t('actions.suspend')}
      </Button>
      <Button
        disabledReason={
          disabledReasonText ?? (sessions.data?.items.length === 0 ? t('restrictions.noSessions') : undefined)
        }
        onClick={() => setOpenDialog('endSessions')}
      >
        {t('actions.endSessions')}
      </Button>
      {openDialog === 'removePosts' ? (
        <Suspense>
          <BulkDialog target={{ memberId: member.id, name: member.displayName }} onClose={close} />
        </Suspense>
      ) : null}
      {openDialog && isAct(openDialog) ? (
        <ActDialog act={openDialog} member={member} onClose={close} onDone={refresh} />
      ) : null}
      {lifts
        .filter(({ dialog }) => dialog === openDialog)
        .map(({ dialog, action }) => (
          <ConfirmMemberAction
            key={dialog}
            namespace={`${dialog}Dialog`}
            name={member.displayName}
            onClose={close}
            action={action}
            onDone={refresh}
          />
        ))}
      {openDialog === 'restore' ? (
        <ConfirmMemberAction
          namespace="restoreDialog"
          name={member.displayName}
          onClose={close}
          action={() => api.put('/admin/users/{id}/restore', { path: { id: member.id } })}
          onDone={refresh}
        />
      ) : null}
      {openDialog === 'endSessions' ? (
        <ConfirmMemberAction
          namespace="endSessionsDialog"
          name={member.displayName}
          isDanger
          onClose={close}
          action={() => api.delete('/admin/users/{id}/sessions', { path: { id: member.id } })}
          onDone={refresh}
        />
      ) : null}
    </Card>
  );
}

function ConfirmMemberAction(props: {
  namespace: 'restoreDialog' | 'endSessionsDialog' | 'unmuteDialog' | 'unlimitDialog';
  name: string;
  isDanger?: boolean;
  action: () => Promise<unknown>;
  onClose: () => void;
  onDone: () => Promise<unknown>;
}) {
  const { namespace, name, isDanger = false, action, onClose, onDone } = props;
  const t = useTranslations(`members.${namespace}`);
  return (
    <ConfirmAction
      title={t('title', { name })}
      description={t('lead')}
      confirmLabel={t('submit')}
      isDanger={isDanger}
      action={action}
      onClose={onClose}
      onDone={async () => {
        await onDone();
        toast({ message: t('done', { name }), tone: 'good' });
        onClose();
      }}
    />
  );
}
