'use client';

import { Banner, Button, toast } from '@chitlaq/ui';
import { Check } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { useProblemText } from '../../lib/problems.ts';
import { useIsOffline } from '../frame/offline.ts';
import type { Writing, WritingState } from './writing.ts';

/** Says what stands in the way of keeping a draft; asks where another device has changed the same one. */
export function KeepingTrouble({ state, writing }: { state: WritingState; writing: Writing }) {
  const t = useTranslations('drafts');
  const problemText = useProblemText();
  const isOffline = useIsOffline();
  const settle = async (choice: 'here' | 'there') => {
    try {
      await writing.settle(choice);
    } catch (error) {
      toast({ message: problemText(error), tone: 'danger' });
    }
  };
  if (state.keeping === 'changed') {
    return (
      <Banner
        tone="warn"
        title={t('changed.title')}
        live="polite"
        className="my-2"
        action={
          <span className="flex flex-wrap gap-2">
            <Button size="sm" onClick={() => void settle('here')}>
              {t('changed.here')}
            </Button>
            <Button size="sm" onClick={() => void settle('there')}>
              {t('changed.there')}
            </Button>
          </span>
        }
      >
        {t('changed.detail')}
      </Banner>
    );
  }
  const words =
    state.keeping === 'refused'
      ? t('keeping.refused', { why: problemText(state.problem) })
      : isOffline && state.keeping === 'here'
        ? t('keeping.here')
        : undefined;
  return words ? <p className="my-1 text-muted text-sm">{words}</p> : null;
}

/** That the server has it, and the way to one's drafts. */
export function Kept({ state, onDrafts }: { state: WritingState; onDrafts?: (() => void) | undefined }) {
  const t = useTranslations('drafts');
  return (
    <span className="ml-auto flex h-9 items-center gap-3 text-muted text-sm">
      {state.keeping === 'kept' && state.draftId ? (
        <span className="flex animate-appear items-center gap-1">
          <Check aria-hidden="true" className="size-4" />
          {t('keeping.kept')}
        </span>
      ) : null}
      {onDrafts ? (
        <button
          type="button"
          onClick={onDrafts}
          className="touch-44 rounded-control hover:text-ink hover:underline"
        >
          {t('title')}
        </button>
      ) : null}
    </span>
  );
}
