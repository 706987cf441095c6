'use client';

import { useProblemText } from '@chitlaq/react';
import { Banner, Button, toast } from '@chitlaq/ui';
import { Check } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { useIsOffline } from '../../lib/use-is-offline.ts';
import type { DraftEditor, DraftEditorState } from './draft-editor.ts';

/** Explains why a draft is not saved. On a conflict, asks which version to keep. */
export function DraftSaveProblem({
  state,
  draftEditor,
}: {
  state: DraftEditorState;
  draftEditor: DraftEditor;
}) {
  const t = useTranslations('drafts');
  const problemText = useProblemText();
  const isOffline = useIsOffline();
  const resolveConflict = async (choice: 'local' | 'remote') => {
    try {
      await draftEditor.resolveConflict(choice);
    } catch (error) {
      toast({ message: problemText(error), tone: 'danger' });
    }
  };
  if (state.saveState === 'conflict') {
    return (
      <Banner
        tone="warn"
        title={t('conflict.title')}
        live="polite"
        className="my-2"
        action={
          <span className="flex flex-wrap gap-2">
            <Button size="sm" onClick={() => void resolveConflict('local')}>
              {t('conflict.local')}
            </Button>
            <Button size="sm" onClick={() => void resolveConflict('remote')}>
              {t('conflict.remote')}
            </Button>
          </span>
        }
      >
        {t('conflict.detail')}
      </Banner>
    );
  }
  const messageText =
    state.saveState === 'rejected'
      ? t('saveState.rejected', { why: problemText(state.problem) })
      : isOffline && state.saveState === 'local'
        ? t('saveState.local')
        : undefined;
  return messageText ? <p className="my-1 text-muted text-sm">{messageText}</p> : null;
}

/** Shows that the server has the draft, with a link to the drafts. */
export function DraftSaved({
  state,
  onDrafts,
}: {
  state: DraftEditorState;
  onDrafts?: (() => void) | undefined;
}) {
  const t = useTranslations('drafts');
  return (
    <span className="ml-auto flex h-9 items-center gap-3 text-muted text-sm">
      {state.saveState === 'saved' && state.draftId ? (
        <span className="flex animate-appear items-center gap-1">
          <Check aria-hidden="true" className="size-4" />
          {t('saveState.saved')}
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
