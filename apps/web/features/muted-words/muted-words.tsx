'use client';

import type { Schemas } from '@chitlaq/client';
import { useProblemText } from '@chitlaq/react';
import { isolate } from '@chitlaq/text';
import { Button, EmptyState, Loading, Skeleton, toast } from '@chitlaq/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useFormatter, useTranslations } from 'use-intl';
import { BackHeader } from '../../components/back-header.tsx';
import { QueryList } from '../../components/query-list.tsx';
import { api } from '../../lib/api.ts';
import { POSTS } from '../../lib/post-lists.ts';
import { MuteWordForm } from './mute-word-form.tsx';

const MUTED_WORDS_KEY = ['muted-words'];

/** The muted words, phrases and hashtags, with a form to add one. */
export function MutedWords() {
  const t = useTranslations('mutedWords');
  const problemText = useProblemText();
  const queries = useQueryClient();
  const query = useQuery({ queryKey: MUTED_WORDS_KEY, queryFn: () => api.get('/muted-words') });
  const refresh = () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: MUTED_WORDS_KEY }),
      queries.invalidateQueries({ queryKey: [POSTS] }),
    ]);
  const unmute = async (word: Schemas['MutedWord']) => {
    try {
      await api.delete('/muted-words/{id}', { path: { id: word.id } });
      toast({
        message: t('unmuted', { word: isolate(word.word) }),
        action: { label: t('undo'), run: () => void muteAgain(word) },
      });
    } catch (error) {
      toast({ message: problemText(error), tone: 'danger' });
    }
    await refresh();
  };
  const muteAgain = async ({ word, scope, suffixes, expiresAt }: Schemas['MutedWord']) => {
    try {
      await api.post('/muted-words', { body: { word, scope, suffixes, expiresAt } });
    } catch (error) {
      toast({ message: problemText(error), tone: 'danger' });
    }
    await refresh();
  };
  return (
    <>
      <BackHeader title={t('title')} />
      <p className="px-4 pt-4 text-muted">{t('lead')}</p>
      <MuteWordForm onMuted={() => void refresh()} />
      <h2 className="border-line border-t px-4 pt-5 pb-2 font-medium text-lg">{t('list')}</h2>
      <QueryList
        query={query}
        items={query.data?.items}
        pending={
          <Loading label={t('loading')}>
            <Skeleton className="m-4 h-16" />
          </Loading>
        }
        failed={t('failed')}
        empty={<EmptyState title={t('empty')} />}
      >
        {(words) => (
          <ul>
            {words.map((word) => (
              <li key={word.id} className="flex items-center gap-3 border-line border-b px-4 py-3">
                <span className="min-w-0 flex-1">
                  <bdi className="user-text block break-words font-medium">{word.word}</bdi>
                  <MutedWordDetails word={word} />
                </span>
                <Button
                  size="sm"
                  variant="outline"
                  aria-label={t('unmuteNamed', { word: word.word })}
                  onClick={() => void unmute(word)}
                >
                  {t('unmute')}
                </Button>
              </li>
            ))}
          </ul>
        )}
      </QueryList>
    </>
  );
}

function MutedWordDetails({ word: { scope, suffixes, expiresAt } }: { word: Schemas['MutedWord'] }) {
  const t = useTranslations('mutedWords');
  const format = useFormatter();
  return (
    <span className="block text-muted text-sm">
      {t(`scopes.${scope}`)}
      {suffixes ? <> · {t('withSuffixes')}</> : null}
      {expiresAt ? (
        <>
          {' · '}
          {t('until', {
            when: format.dateTime(new Date(expiresAt), { dateStyle: 'medium', timeStyle: 'short' }),
          })}
        </>
      ) : null}
    </span>
  );
}
