'use client';

import { Banner, Button, Sheet, TextArea, TextField, toast } from '@chitlaq/ui';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { useSend } from '../../lib/use-send.ts';

/** Asks which hashtag and why, says what follows, and keeps it out of trends. */
export function HideDialog(props: {
  /** The one that was pressed, or '' where any may be written. */
  tag: string;
  onClose: () => void;
  onDone: () => Promise<unknown>;
}) {
  const { onClose, onDone } = props;
  const t = useTranslations('hashtags.hideDialog');
  const frame = useTranslations('frame');
  const send = useSend(['tag', 'reason']);
  const [tag, setTag] = useState(props.tag);
  const [reason, setReason] = useState('');
  const bare = tag.trim().replace(/^#/, '');
  const missing = bare === '' ? t('tagNeeded') : reason.trim() === '' ? t('reasonNeeded') : undefined;
  const hide = async () => {
    const isDone = await send.run(() =>
      api.put('/admin/hashtags/{tag}/hidden', { path: { tag: bare }, body: { reason } }),
    );
    if (!isDone) return;
    await onDone();
    toast({ message: t('done', { tag: bare }), tone: 'good' });
    onClose();
  };
  return (
    <Sheet
      open
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      title={t('title')}
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
            onClick={() => void hide()}
          >
            {t('submit')}
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        {send.problem ? <Banner tone="danger" title={send.problem} live="assertive" /> : null}
        <TextField
          label={t('tag')}
          prefix="#"
          value={bare}
          readOnly={props.tag !== ''}
          maxLength={100}
          autoCapitalize="none"
          spellCheck={false}
          onChange={(event) => setTag(event.target.value)}
          error={send.errors.tag}
        />
        <TextArea
          label={t('reason')}
          help={t('reasonHelp')}
          value={reason}
          maxLength={500}
          onChange={(event) => setReason(event.target.value)}
          error={send.errors.reason}
        />
      </div>
    </Sheet>
  );
}
