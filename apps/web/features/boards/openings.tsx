'use client';

import { isolate } from '@chitlaq/text';
import { Badge, Button, EmptyState, Loading, Skeleton } from '@chitlaq/ui';
import { useQuery } from '@tanstack/react-query';
import { MailOpen } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { AppLink } from '../../components/app-link.tsx';
import { LinkedText } from '../../components/linked-text.tsx';
import { QueryList } from '../../components/query-list.tsx';
import { api } from '../../lib/api.ts';
import { paths } from '../../lib/paths.ts';
import { useMe } from '../session/session.ts';
import { BoardNameMark, useBoardName } from './board-name-mark.tsx';
import { OPENINGS_KEY, type Opening } from './holder-key.ts';

// Lazy: the cryptography of keys.
const GiveShare = lazy(async () => ({ default: (await import('./give-share.tsx')).GiveShare }));
const RefuseOpening = lazy(async () => ({ default: (await import('./refuse-opening.tsx')).RefuseOpening }));

/** The requests to open a name, for a holder. */
export function Openings() {
  const t = useTranslations('boardHolder');
  const tBoards = useTranslations('boards');
  const query = useQuery({ queryKey: OPENINGS_KEY, queryFn: () => api.get('/boards/holder/openings') });
  const [answer, setAnswer] = useState<{ act: 'give' | 'refuse'; opening: Opening }>();
  const close = () => setAnswer(undefined);
  return (
    <section className="grid grid-cols-1 gap-3">
      <h2 className="font-medium text-lg">{t('openings')}</h2>
      <QueryList
        query={query}
        items={query.data?.items}
        pending={
          <Loading label={tBoards('loading')}>
            <Skeleton className="h-40 rounded-card" />
          </Loading>
        }
        failed={tBoards('failed')}
        empty={
          <EmptyState icon={<MailOpen aria-hidden="true" />} title={t('noOpenings')}>
            {t('noOpeningsDetail')}
          </EmptyState>
        }
      >
        {(openings) => (
          <ul className="grid grid-cols-1 gap-4" aria-label={t('openings')}>
            {openings.map((opening) => (
              <li key={opening.id}>
                <OpeningCard opening={opening} onAnswer={(act) => setAnswer({ act, opening })} />
              </li>
            ))}
          </ul>
        )}
      </QueryList>
      <Suspense fallback={null}>
        {answer?.act === 'give' ? <GiveShare opening={answer.opening} onClose={close} /> : null}
        {answer?.act === 'refuse' ? <RefuseOpening opening={answer.opening} onClose={close} /> : null}
      </Suspense>
    </section>
  );
}

const TONES = { open: 'warn', opened: 'good', refused: 'plain', expired: 'plain' } as const;

function OpeningCard({
  opening,
  onAnswer,
}: {
  opening: Opening;
  onAnswer: (act: 'give' | 'refuse') => void;
}) {
  const t = useTranslations('boardHolder');
  const tBoards = useTranslations('boards');
  const format = useFormatter();
  const nameOf = useBoardName();
  const me = useMe();
  const { requester, reason, state, post, share, given, refused, mayAnswer, identity } = opening;
  const time = (at: string) => format.dateTime(new Date(at), { dateStyle: 'medium', timeStyle: 'short' });
  const isOwn = requester?.id === me?.user.id;
  return (
    <article className="grid grid-cols-1 gap-3 rounded-card border border-line p-4">
      <p className="flex flex-wrap items-center gap-2 text-muted text-sm">
        <Badge tone={TONES[state]}>{t(`states.${state}`)}</Badge>
        <span>
          {t('requested', {
            name: requester ? `@${requester.username}` : tBoards('kept.gone'),
            time: time(opening.requestedAt),
          })}
        </span>
        {state === 'open' ? <span>{t('endsAt', { time: time(opening.endsAt) })}</span> : null}
      </p>
      <div>
        <h3 className="font-medium text-sm">{t('reason')}</h3>
        <LinkedText text={reason} lines={10} />
      </div>
      {post ? (
        <div className="rounded-control bg-wash p-3">
          <h3 className="flex items-center gap-2 font-medium text-sm">
            <BoardNameMark name={post.name} size={24} />
            <span className="min-w-0 break-words">
              {t('inThread', { name: nameOf(post.name), thread: isolate(post.threadTitle ?? '…') })}
            </span>
          </h3>
          <LinkedText text={post.text} lines={16} />
          {post.context.length > 0 ? (
            <details className="mt-2">
              <summary className="cursor-pointer text-muted text-sm">{t('before')}</summary>
              <ol className="mt-2 grid gap-2">
                {post.context.map((before) => (
                  <li key={before.id} className="border-line border-l-2 pl-3">
                    <p className="font-medium text-sm">{nameOf(before.name)}</p>
                    <LinkedText text={before.text} lines={6} />
                  </li>
                ))}
              </ol>
            </details>
          ) : null}
        </div>
      ) : null}
      {identity ? (
        <div>
          <h3 className="font-medium text-sm">{t('identity')}</h3>
          <AppLink className="link" href={paths.member(identity.username)}>
            <bdi>{identity.displayName}</bdi> @{identity.username}
          </AppLink>
          <p className="text-muted text-sm">{t('identityHelp')}</p>
        </div>
      ) : state === 'opened' && given ? (
        <p className="text-muted text-sm">{t('identityErased')}</p>
      ) : null}
      {state !== 'open' ? null : isOwn ? (
        <p className="text-muted text-sm">{t('ownRequest')}</p>
      ) : given || refused || !mayAnswer ? (
        <p className="text-muted text-sm">{given ? t('given') : null}</p>
      ) : (
        <div className="flex flex-wrap gap-2">
          {share ? (
            <Button variant="primary" onClick={() => onAnswer('give')}>
              {t('giveAct')}
            </Button>
          ) : (
            <p className="text-muted text-sm">{t('noShare')}</p>
          )}
          <Button onClick={() => onAnswer('refuse')}>{t('refuseAct')}</Button>
        </div>
      )}
    </article>
  );
}
