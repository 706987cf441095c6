'use client';

import { serverNow } from '@chitlaq/client';
import { Banner, Button, Sheet, TextArea, toast } from '@chitlaq/ui';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { useSend } from '../../lib/use-send.ts';
import { type End, endOf } from './end.ts';
import { EndField } from './end-field.tsx';
import type { ManagedUser } from './words.ts';

/** Asks why and until when, says what follows, and suspends. */
export function SuspendDialog(props: {
  member: ManagedUser;
  onClose: () => void;
  onDone: () => Promise<unknown>;
}) {
  const { member, onClose, onDone } = props;
  const t = useTranslations('members.suspendDialog');
  const frame = useTranslations('frame');
  const send = useSend(['reason', 'until']);
  const [reason, setReason] = useState(member.suspension?.reason ?? '');
  const [end, setEnd] = useState<End>({ kind: '7', day: '' });
  const name = member.displayName;
  const missing =
    reason.trim() === ''
      ? t('reasonNeeded')
      : endOf(end, new Date(serverNow())) === null
        ? t('dayNeeded')
        : undefined;
  const submit = async () => {
    const until = endOf(end, new Date(serverNow()));
    const isDone = await send.run(() =>
      api.put('/admin/users/{id}/suspend', {
        path: { id: member.id },
        body: { reason, ...(until ? { until } : {}) },
      }),
    );
    if (!isDone) return;
    await onDone();
    toast({ message: t('done', { name }), tone: 'good' });
    onClose();
  };
  return (
    <Sheet
      open
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      title={t('title', { name })}
      description={t('lead')}
      closeLabel={frame('close')}
      footer={
        <>
          <Button variant="quiet" onClick={onClose}>
            {frame('cancel')}
          </Button>
          <Button
            variant="danger"
            pending={send.isPending}
            disabledReason={missing}
            onClick={() => void submit()}
          >
            {t('submit')}
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        {send.problem ? <Banner tone="danger" title={send.problem} live="assertive" /> : null}
        <TextArea
          label={t('reason')}
          help={t('reasonHelp')}
          value={reason}
          maxLength={1000}
          onChange={(event) => setReason(event.target.value)}
          error={send.errors.reason}
        />
        <EndField value={end} onChange={setEnd} error={send.errors.until} />
      </div>
    </Sheet>
  );
}
