'use client';

import { Banner, Button, Sheet, TextArea } from '@chitlaq/ui';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { useSend } from '../../lib/use-send.ts';
import { Moment } from '../frame/moment.tsx';
import { MediaSeen, PostSeen } from './seen.tsx';
import type { Case } from './words.ts';

type Seen = NonNullable<Case['message']>;
type Written = Omit<Seen, 'before'>;

/** What is closed to the viewer, read only with a reason: each reading stands in the log, and its author is told. */
export function ClosedSeen({ subject }: { subject: Case }) {
  const t = useTranslations('reports');
  const frame = useTranslations('frame');
  const [isAsking, setIsAsking] = useState(false);
  const [reason, setReason] = useState('');
  const [found, setFound] = useState<Case>();
  const send = useSend(['reason']);
  const submit = async () => {
    await send.run(async () => {
      setFound(await api.post('/admin/reports/{id}/open', { path: { id: subject.id }, body: { reason } }));
      setIsAsking(false);
    });
  };
  if (found?.message) return <Read message={found.message} />;
  if (found?.post) return <PostSeen post={found.post} contentNow={found.contentNow} />;
  const kind = subject.subjectType === 'message' ? 'message' : 'post';
  return (
    <div className="grid justify-items-start gap-2 rounded-control border border-line px-4 py-3">
      <p className="text-muted text-sm">{t(`opening.${kind}.help`)}</p>
      <Button onClick={() => setIsAsking(true)}>{t(`opening.${kind}.button`)}</Button>
      <Sheet
        open={isAsking}
        onOpenChange={setIsAsking}
        title={t(`opening.${kind}.title`)}
        description={t('opening.lead')}
        closeLabel={frame('close')}
        footer={
          <>
            <Button variant="quiet" onClick={() => setIsAsking(false)}>
              {frame('cancel')}
            </Button>
            <Button
              variant="primary"
              pending={send.isPending}
              disabledReason={reason.trim() === '' ? t('opening.needed') : undefined}
              onClick={() => void submit()}
            >
              {t(`opening.${kind}.button`)}
            </Button>
          </>
        }
      >
        <div className="grid gap-4">
          {send.problem ? <Banner tone="danger" title={send.problem} live="assertive" /> : null}
          <TextArea
            label={t('opening.reason')}
            help={t('opening.reasonHelp')}
            value={reason}
            maxLength={1000}
            onChange={(event) => setReason(event.target.value)}
            error={send.errors.reason}
          />
        </div>
      </Sheet>
    </div>
  );
}

function Read({ message }: { message: Seen }) {
  const t = useTranslations('reports');
  return (
    <div className="grid gap-3 rounded-control border border-line px-4 py-3">
      {message.before.length > 0 ? (
        <div className="grid gap-2 border-line border-b pb-3">
          <p className="text-muted text-sm">{t('before')}</p>
          {message.before.map((one, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: kept as it was, never reordered
            <One key={index} one={one} />
          ))}
        </div>
      ) : null}
      <p className="text-muted text-sm">{t('reported')}</p>
      <One one={message} />
    </div>
  );
}

function One({ one }: { one: Written }) {
  const t = useTranslations('reports');
  return (
    <div className="grid gap-1">
      <p className="text-sm">
        <span className="font-medium">{one.sender ? `@${one.sender.username}` : t('nobody')}</span>
        <span className="text-muted">
          {one.createdAt ? (
            <>
              {' · '}
              <Moment at={one.createdAt} />
            </>
          ) : null}
          {one.forwarded ? ` · ${t('forwarded')}` : ''}
        </span>
      </p>
      {one.content ? (
        <blockquote dir="auto" className="words whitespace-pre-wrap break-words">
          {one.content}
        </blockquote>
      ) : null}
      {one.media.length > 0 ? (
        <ul className="flex flex-wrap gap-3">
          {one.media.map((item, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: kept as it was, never reordered
            <MediaSeen key={index} item={item} />
          ))}
        </ul>
      ) : null}
    </div>
  );
}
