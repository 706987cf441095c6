'use client';

import type { Schemas } from '@chitlaq/client';
import { recentAsNow, useProblemText, useServerNow } from '@chitlaq/react';
import { Badge, Button, deviceName, Loading, Skeleton, toast } from '@chitlaq/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useFormatter, useTranslations } from 'use-intl';
import { BackHeader } from '../../components/back-header.tsx';
import { QueryError } from '../../components/query-error.tsx';
import { api } from '../../lib/api.ts';
import { paths } from '../../lib/paths.ts';

/** The member's sessions: end one, or all others. */
export function Sessions() {
  const t = useTranslations('settings');
  const problemText = useProblemText();
  const queries = useQueryClient();
  const router = useRouter();
  const query = useQuery({ queryKey: ['sessions'], queryFn: () => api.get('/auth/sessions') });
  const end = async (id: string) => {
    try {
      await api.delete('/auth/sessions/{id}', { path: { id } });
      toast({ message: t('sessionEnded') });
    } catch (error) {
      toast({ message: problemText(error), tone: 'danger' });
    }
    await queries.invalidateQueries({ queryKey: ['sessions'] });
  };
  const endAll = async () => {
    try {
      await api.post('/auth/logout-all');
      queries.clear();
      router.replace(paths.signIn());
    } catch (error) {
      toast({ message: problemText(error), tone: 'danger' });
    }
  };
  return (
    <>
      <BackHeader title={t('pages.sessions.title')} />
      {query.isPending ? (
        <Loading label={t('loading')}>
          <Skeleton className="m-4 h-20" />
        </Loading>
      ) : null}
      {query.error && !query.data ? <QueryError query={query} title={t('failed')} /> : null}
      {query.data ? (
        <>
          <ul>
            {query.data.items.map((session) => (
              <SessionRow key={session.id} session={session} onEnd={() => void end(session.id)} />
            ))}
          </ul>
          <div className="p-4">
            <Button variant="danger" onClick={() => void endAll()}>
              {t('signOutEverywhere')}
            </Button>
          </div>
        </>
      ) : null}
    </>
  );
}

/** One session; the one of this device is in use, whenever the server noted its last use. */
export function SessionRow({ session, onEnd }: { session: Schemas['Session']; onEnd: () => void }) {
  const t = useTranslations('settings');
  const format = useFormatter();
  const now = useServerNow();
  return (
    <li className="flex items-center gap-3 border-line border-b px-4 py-3">
      <span className="min-w-0 flex-1">
        <span className="flex items-center gap-2">
          <span className="truncate font-medium">{deviceName(session.device) || t('unknownDevice')}</span>
          {session.current ? <Badge tone="good">{t('thisDevice')}</Badge> : null}
        </span>
        <span className="block text-muted text-sm">
          {[
            session.ip,
            session.current
              ? t('activeNow')
              : t('lastSeen', {
                  time: format.relativeTime(recentAsNow(new Date(session.lastSeenAt), now), now),
                }),
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </span>
      {session.current ? null : (
        <Button size="sm" variant="outline" onClick={onEnd}>
          {t('endSession')}
        </Button>
      )}
    </li>
  );
}
