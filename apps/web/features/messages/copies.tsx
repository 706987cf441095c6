'use client';

import { isolate } from '@chitlaq/text';
import { Banner, Button, ErrorState, Loading, ProgressBar, Skeleton, toast } from '@chitlaq/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { useProblemText } from '../../lib/problems.ts';
import { type Copy, isUnderWay, KEY, useAsk, useCopies } from './exports.ts';
import { useSizeText } from './words.ts';

/** Copies of one's messages: asked for, watched, fetched, taken back. */
export function Copies() {
  const t = useTranslations('messaging.exports');
  const problemText = useProblemText();
  const { data, error, refetch } = useCopies();
  const ask = useAsk();
  const [isAsking, setIsAsking] = useState(false);
  const begin = async () => {
    setIsAsking(true);
    await ask().catch((failure: unknown) => toast({ message: problemText(failure), tone: 'danger' }));
    setIsAsking(false);
  };
  return (
    <section aria-labelledby="copies" className="grid gap-4 border-line border-t pt-6">
      <div className="grid gap-1">
        <h2 id="copies" className="font-medium">
          {t('title')}
        </h2>
        <p className="text-muted">{t('lead')}</p>
        <p className="text-muted">{t('care')}</p>
      </div>
      {data ? (
        <>
          {data.length > 0 ? (
            <ul className="grid gap-3">
              {data.map((copy) => (
                <li key={copy.id} className="grid gap-3 rounded-card border border-line bg-surface p-4">
                  <OneCopy copy={copy} />
                </li>
              ))}
            </ul>
          ) : null}
          <Button
            className="justify-self-start"
            pending={isAsking}
            disabledReason={data.some(isUnderWay) ? t('underWay') : undefined}
            onClick={() => void begin()}
          >
            {t(data.length > 0 ? 'askAgain' : 'ask')}
          </Button>
        </>
      ) : error ? (
        <ErrorState
          title={t('loadFailed')}
          detail={problemText(error)}
          retryLabel={t('again')}
          onRetry={() => void refetch()}
        />
      ) : (
        <Loading label={t('title')}>
          <Skeleton shape="block" className="h-12" />
        </Loading>
      )}
    </section>
  );
}

function OneCopy({ copy }: { copy: Copy }) {
  const t = useTranslations('messaging.exports');
  const format = useFormatter();
  const sizeText = useSizeText();
  const { state, progress, conversationId, conversationName, url, expiresAt, missingFiles } = copy;
  const title =
    conversationId === null
      ? t('all')
      : conversationName === null
        ? t('oneUnnamed')
        : t('one', { name: isolate(conversationName) });
  return (
    <>
      <p className="break-words font-medium">{title}</p>
      {isUnderWay(copy) ? (
        <>
          <ProgressBar
            label={t(state === 'waiting' ? 'waiting' : 'making')}
            valueText={state === 'waiting' ? undefined : t('percent', { percent: progress })}
            value={state === 'waiting' ? null : progress}
            max={100}
          />
          <p className="text-muted text-sm">{t('leave')}</p>
        </>
      ) : state === 'failed' ? (
        <Banner tone="danger" live="polite">
          {t(`failed.${copy.failure ?? 'broken'}`)}
        </Banner>
      ) : (
        <div className="text-muted text-sm" role="status">
          <p className="font-medium text-good">{t('ready')}</p>
          <p>
            {t('holds', {
              conversations: copy.conversations ?? 0,
              messages: copy.messages ?? 0,
              files: copy.files ?? 0,
              size: sizeText(copy.size ?? 0),
            })}
          </p>
          {missingFiles ? <p>{t('missing', { count: missingFiles })}</p> : null}
          {expiresAt ? (
            <p>
              {t('until', { when: format.dateTime(new Date(expiresAt), { day: 'numeric', month: 'long' }) })}
            </p>
          ) : null}
        </div>
      )}
      <div className="flex flex-wrap gap-2">
        {url ? (
          <Button size="sm" variant="primary" asChild>
            <a href={url} download>
              {t('download')}
            </a>
          </Button>
        ) : null}
        <TakeBack copy={copy} />
      </div>
    </>
  );
}

/** Withdraws what is being made; removes what is ready, which can be asked for anew. */
function TakeBack({ copy }: { copy: Copy }) {
  const t = useTranslations('messaging.exports');
  const problemText = useProblemText();
  const queries = useQueryClient();
  const [isPending, setIsPending] = useState(false);
  const underWay = isUnderWay(copy);
  const takeBack = async () => {
    setIsPending(true);
    try {
      await api.delete('/conversations/exports/{id}', { path: { id: copy.id } });
      toast({ message: t(underWay ? 'withdrawn' : 'removed') });
    } catch (error) {
      toast({ message: problemText(error), tone: 'danger' });
    }
    await queries.invalidateQueries({ queryKey: KEY });
    setIsPending(false);
  };
  return (
    <Button size="sm" pending={isPending} onClick={() => void takeBack()}>
      {t(underWay ? 'withdraw' : 'remove')}
    </Button>
  );
}
