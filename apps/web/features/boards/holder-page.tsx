'use client';

import type { Schemas } from '@chitlaq/client';
import {
  Banner,
  Button,
  ConfirmDialog,
  EmptyState,
  IconButton,
  Loading,
  PageHeader,
  Skeleton,
  toast,
} from '@chitlaq/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { ArrowLeft, KeyRound } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { PrefetchLink } from '../../components/prefetch-link.tsx';
import { QueryError } from '../../components/query-error.tsx';
import { api } from '../../lib/api.ts';
import { isNotFound } from '../../lib/is-not-found.ts';
import { paths } from '../../lib/paths.ts';
import { HOLDER_KEY } from './holder-key.ts';
import { Openings } from './openings.tsx';
import { BOARDS_KEY, useBoards } from './queries.ts';
import { useRefusalText } from './use-refusal.ts';

// Lazy: the cryptography of keys.
const MakeKey = lazy(async () => ({ default: (await import('./make-key.tsx')).MakeKey }));

/** For a member who holds one of the three keys to the names on boards: makes the key, and answers requests. */
export function HolderPage() {
  const t = useTranslations('boardHolder');
  const tBoards = useTranslations('boards');
  const query = useQuery({ queryKey: HOLDER_KEY, queryFn: () => api.get('/boards/holder') });
  return (
    <>
      <PageHeader
        title={t('title')}
        sticky
        back={
          <IconButton asChild label={tBoards('back')}>
            <PrefetchLink href={paths.boards}>
              <ArrowLeft aria-hidden="true" />
            </PrefetchLink>
          </IconButton>
        }
      />
      <div className="grid grid-cols-1 gap-6 p-4">
        {query.data ? (
          <>
            <div className="text-pretty">
              <p className="font-medium">{t('role', { role: t(`roles.${query.data.role}`) })}</p>
              <p className="text-muted">{t('lead')}</p>
            </div>
            <OwnKey holder={query.data} />
            <Replacements ownRole={query.data.role} />
            <Openings />
          </>
        ) : isNotFound(query.error) ? (
          <EmptyState icon={<KeyRound aria-hidden="true" />} title={t('notHolder')}>
            {t('notHolderDetail')}
          </EmptyState>
        ) : query.error ? (
          <QueryError query={query} title={tBoards('failed')} />
        ) : (
          <Loading label={tBoards('loading')}>
            <Skeleton className="h-40 rounded-card" />
          </Loading>
        )}
      </div>
    </>
  );
}

function OwnKey({ holder: { key, pending } }: { holder: Schemas['OwnBoardHolder'] }) {
  const t = useTranslations('boardHolder');
  const format = useFormatter();
  const [isMaking, setIsMaking] = useState(false);
  return (
    <section className="grid grid-cols-1 gap-3 rounded-card border border-line p-4">
      <h2 className="font-medium text-lg">{t('current')}</h2>
      {key ? (
        <p className="break-words">
          <code className="font-mono">{key.keyId}</code>{' '}
          <span className="text-muted text-sm">
            {t('since', { date: format.dateTime(new Date(key.since), { dateStyle: 'long' }) })}
          </span>
        </p>
      ) : pending?.keyId ? null : (
        <p>
          <span className="block font-medium">{t('none')}</span>
          <span className="text-muted">{t('noneDetail')}</span>
        </p>
      )}
      {pending?.keyId && pending.from ? (
        <p className="break-words">
          <code className="font-mono">{pending.keyId}</code>{' '}
          <span className="block text-muted text-sm">
            {t('pending', {
              time: format.dateTime(new Date(pending.from), { dateStyle: 'long', timeStyle: 'short' }),
            })}
          </span>
        </p>
      ) : null}
      {isMaking ? (
        <Suspense fallback={<Skeleton className="h-40 rounded-card" />}>
          <MakeKey onClose={() => setIsMaking(false)} />
        </Suspense>
      ) : (
        <div>
          {key ? <p className="mb-2 text-muted text-sm">{t('makeNewHelp')}</p> : null}
          <Button variant={key || pending?.keyId ? 'outline' : 'primary'} onClick={() => setIsMaking(true)}>
            {t(key || pending?.keyId ? 'makeNew' : 'make')}
          </Button>
        </div>
      )}
    </section>
  );
}

/** Keys of the others that are being replaced. Each of the three may stop it: it may be an attack. */
function Replacements({ ownRole }: { ownRole: Schemas['OwnBoardHolder']['role'] }) {
  const t = useTranslations('boardHolder');
  const tBoards = useTranslations('boards.kept');
  const format = useFormatter();
  const queries = useQueryClient();
  const refusalText = useRefusalText();
  const { data } = useBoards();
  const [stopped, setStopped] = useState<Schemas['BoardKey']['holder']>();
  const replaced =
    data?.keys.filter(({ holder, nextKeyId }) => nextKeyId !== null && holder !== ownRole) ?? [];
  if (replaced.length === 0) return null;
  const stop = async () => {
    if (stopped === undefined) return;
    setStopped(undefined);
    try {
      await api.delete('/boards/holder/pending/{role}', { path: { role: stopped } });
      toast({ message: t('stop.done') });
    } catch (error) {
      toast({ message: refusalText(error), tone: 'danger' });
    }
    await queries.invalidateQueries({ queryKey: BOARDS_KEY });
  };
  return (
    <section className="grid grid-cols-1 gap-3">
      <h2 className="font-medium text-lg">{t('stop.heading')}</h2>
      {replaced.map(({ holder, nextKeyId, nextFrom }) => (
        <Banner
          key={holder}
          tone="warn"
          title={tBoards(`holders.${holder}`)}
          action={
            <Button size="sm" onClick={() => setStopped(holder)}>
              {t('stop.submit')}
            </Button>
          }
        >
          {tBoards('next', {
            time:
              nextFrom === null
                ? ''
                : format.dateTime(new Date(nextFrom), { dateStyle: 'medium', timeStyle: 'short' }),
            key: nextKeyId ?? '',
          })}
        </Banner>
      ))}
      <ConfirmDialog
        open={stopped !== undefined}
        onOpenChange={() => setStopped(undefined)}
        title={t('stop.title')}
        description={t('stop.lead')}
        confirmLabel={t('stop.submit')}
        cancelLabel={t('cancel')}
        danger
        onConfirm={() => void stop()}
      />
    </section>
  );
}
