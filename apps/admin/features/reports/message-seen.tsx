'use client';

import { Banner, Button } from '@chitlaq/ui';
import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { Moment } from '../frame/moment.tsx';
import { MediaSeen } from './seen.tsx';
import type { Case } from './words.ts';

type Seen = NonNullable<Case['message']>;
type Written = Omit<Seen, 'before'>;

/** A reported message, read only when somebody asks for it: each reading stands in the log. */
export function MessageSeen({ reportId }: { reportId: string }) {
  const t = useTranslations('reports');
  // Not a query: nothing may fetch it again by itself.
  const reading = useMutation({
    mutationFn: () => api.get('/admin/reports/{id}', { path: { id: reportId } }),
  });
  const message = reading.data?.message;
  if (message) return <Read message={message} />;
  return (
    <div className="grid justify-items-start gap-2 rounded-control border border-line px-4 py-3">
      <p className="text-muted text-sm">{t('openHelp')}</p>
      {reading.isError ? <Banner tone="danger" title={t('openFailed')} live="assertive" /> : null}
      <Button pending={reading.isPending} onClick={() => reading.mutate()}>
        {t('openMessage')}
      </Button>
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
        <blockquote className="whitespace-pre-wrap break-words">{one.content}</blockquote>
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
