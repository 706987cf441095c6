'use client';

import { Banner, Button, Card, ConfirmDialog, toast } from '@chitlaq/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { useSend } from '../../lib/use-send.ts';
import { useViewer } from '../frame/viewer.tsx';
import { sessionsOf } from './devices.tsx';
import { SuspendDialog } from './suspend-dialog.tsx';
import { type ManagedUser, obstacle } from './words.ts';

type Asking = 'suspend' | 'restore' | 'endSessions';

/** What may be done to a member. What may not is shown all the same, with its reason. */
export function Actions({ member }: { member: ManagedUser }) {
  const t = useTranslations('members');
  const viewer = useViewer();
  const queries = useQueryClient();
  const [asking, setAsking] = useState<Asking | null>(null);
  const hindered = obstacle(viewer, member);
  const sessions = useQuery({ ...sessionsOf(member.id), enabled: hindered !== 'admin' });
  const why = hindered && t(`why.${hindered}`);
  const isSuspended = member.status === 'suspended';
  const renew = () =>
    Promise.all(
      [['member', member.id], ['members'], ['member-sessions', member.id]].map((queryKey) =>
        queries.invalidateQueries({ queryKey }),
      ),
    );
  const close = () => setAsking(null);
  return (
    <Card className="grid gap-2">
      {isSuspended ? (
        <Button variant="primary" disabledReason={why} onClick={() => setAsking('restore')}>
          {t('act.restore')}
        </Button>
      ) : null}
      <Button
        variant={isSuspended ? 'outline' : 'danger'}
        disabledReason={why}
        onClick={() => setAsking('suspend')}
      >
        {isSuspended ? t('act.change') : t('act.suspend')}
      </Button>
      <Button
        disabledReason={why ?? (sessions.data?.items.length === 0 ? t('why.noSessions') : undefined)}
        onClick={() => setAsking('endSessions')}
      >
        {t('act.endSessions')}
      </Button>
      {asking === 'suspend' ? <SuspendDialog member={member} onClose={close} onDone={renew} /> : null}
      {asking === 'restore' ? (
        <Confirm
          words="restoreDialog"
          name={member.displayName}
          onClose={close}
          work={() => api.put('/admin/users/{id}/restore', { path: { id: member.id } })}
          onDone={renew}
        />
      ) : null}
      {asking === 'endSessions' ? (
        <Confirm
          words="endDialog"
          name={member.displayName}
          isDanger
          onClose={close}
          work={() => api.delete('/admin/users/{id}/sessions', { path: { id: member.id } })}
          onDone={renew}
        />
      ) : null}
    </Card>
  );
}

function Confirm(props: {
  words: 'restoreDialog' | 'endDialog';
  name: string;
  isDanger?: boolean;
  work: () => Promise<unknown>;
  onClose: () => void;
  onDone: () => Promise<unknown>;
}) {
  const { words, name, isDanger = false, work, onClose, onDone } = props;
  const t = useTranslations(`members.${words}`);
  const frame = useTranslations('frame');
  const send = useSend();
  const confirm = async () => {
    if (!(await send.run(work))) return;
    await onDone();
    toast({ message: t('done', { name }), tone: 'good' });
    onClose();
  };
  return (
    <ConfirmDialog
      open
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      title={t('title', { name })}
      description={t('lead')}
      confirmLabel={t('submit')}
      cancelLabel={frame('cancel')}
      danger={isDanger}
      pending={send.isPending}
      onConfirm={() => void confirm()}
    >
      {send.problem ? <Banner tone="danger" title={send.problem} live="assertive" /> : null}
    </ConfirmDialog>
  );
}
