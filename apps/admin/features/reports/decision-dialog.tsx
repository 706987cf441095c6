'use client';

import { serverNow } from '@chitlaq/client';
import { Banner, Button, Sheet, TextArea, toast } from '@chitlaq/ui';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { useSend } from '../../lib/use-send.ts';
import { useViewer } from '../frame/viewer.tsx';
import { type End, endOf } from '../members/end.ts';
import { EndField } from '../members/end-field.tsx';
import { type Obstacle, obstacle } from '../members/words.ts';
import type { Case, Decision } from './words.ts';

/** Asks why, says what follows for everybody concerned, and decides. */
export function DecisionDialog(props: {
  decision: Decision;
  subject: Case;
  onClose: () => void;
  onDone: () => Promise<unknown>;
}) {
  const { decision, subject, onClose, onDone } = props;
  const t = useTranslations('reports.dialog');
  const suspending = useTranslations('members.suspendDialog');
  const members = useTranslations('members');
  const frame = useTranslations('frame');
  const send = useSend(['note', 'until']);
  const [note, setNote] = useState('');
  const [end, setEnd] = useState<End>({ kind: '7', day: '' });
  const isSuspending = decision === 'suspend_author';
  const words = decision === 'remove_post' && subject.subjectType === 'message' ? 'remove_message' : decision;
  const name = subject.owner?.displayName ?? '';
  const hindered = useHindrance(isSuspending ? subject.owner?.id : undefined);
  const missing = () => {
    if (hindered) return members(`why.${hindered}`);
    if (note.trim() === '') return t('noteNeeded');
    if (isSuspending && endOf(end, new Date(serverNow())) === null) return suspending('dayNeeded');
    return undefined;
  };
  const submit = async () => {
    const until = isSuspending ? endOf(end, new Date(serverNow())) : undefined;
    const isDone = await send.run(() =>
      api.patch('/admin/reports/{id}', {
        path: { id: subject.id },
        body: { decision, note, ...(until ? { until } : {}) },
      }),
    );
    if (!isDone) return;
    await onDone();
    toast({ message: t(`${words}.done`, { name }), tone: 'good' });
    onClose();
  };
  return (
    <Sheet
      open
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      title={t(`${words}.title`, { name })}
      description={`${t(`${words}.lead`)} ${t('all', { count: subject.reportCount })}`}
      closeLabel={frame('close')}
      footer={
        <>
          <Button variant="quiet" onClick={onClose}>
            {frame('cancel')}
          </Button>
          <Button
            variant={decision === 'dismiss' ? 'primary' : 'danger'}
            pending={send.isPending}
            disabledReason={missing()}
            onClick={() => void submit()}
          >
            {t(`${words}.submit`)}
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        {send.problem ? <Banner tone="danger" title={send.problem} live="assertive" /> : null}
        <TextArea
          label={t('note')}
          help={t('noteHelp')}
          value={note}
          maxLength={1000}
          onChange={(event) => setNote(event.target.value)}
          error={send.errors.note}
        />
        {isSuspending ? <EndField value={end} onChange={setEnd} error={send.errors.until} /> : null}
      </div>
    </Sheet>
  );
}

/** Why the viewer may not suspend this member, once it is known; a report does not say which roles its author holds. */
function useHindrance(memberId: string | undefined): Obstacle | undefined {
  const viewer = useViewer();
  const member = useQuery({
    queryKey: ['member', memberId],
    queryFn: () => api.get('/admin/users/{id}', { path: { id: memberId ?? '' } }),
    enabled: memberId !== undefined,
  });
  return member.data && obstacle(viewer, member.data);
}
