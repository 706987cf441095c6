'use client';

import type { Schemas } from '@chitlaq/client';
import { useProblemText } from '@chitlaq/react';
import { toast } from '@chitlaq/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { isNotFound } from '../../lib/is-not-found.ts';
import { useMe } from '../session/session.ts';
import { type ComposeOptions, compose } from './compose.ts';
import { emptyContent } from './draft-content.ts';
import { draftEditorFor } from './draft-editor.ts';
import { DRAFTS_KEY } from './draft-keys.ts';

type Draft = Schemas['Draft'];
type Drafts = Schemas['Draft'][];
/** A draft, or a post without one that returns to the composer. */
type OpenableDraft = Pick<Draft, 'post'> & Partial<Draft>;

const draftSubject = ({ replyToId, quoteOfId }: Draft['post']): string =>
  replyToId ? `reply:${replyToId}` : quoteOfId ? `quote:${quoteOfId}` : 'post';

/** The draft editor that the composer uses for this draft's subject. */
const editorFor = (memberId: string, { post }: OpenableDraft, visibility?: Schemas['Post']['visibility']) =>
  draftEditorFor({
    memberId,
    subject: draftSubject(post),
    target: { replyToId: post.replyToId, quoteOfId: post.quoteOfId },
    initial: emptyContent(visibility),
    isDraft: true,
  });

/** Opens drafts, and deletes them with undo. */
export function useDraftActions() {
  const t = useTranslations('drafts');
  const problemText = useProblemText();
  const queries = useQueryClient();
  const me = useMe();
  const showError = (error: unknown) => toast({ message: problemText(error), tone: 'danger' });
  const refresh = () => queries.invalidateQueries({ queryKey: DRAFTS_KEY });

  /**
   * Loads a draft into its editor.
   * @returns the options to open the composer with; undefined if it failed, after showing why
   */
  const load = async (draft: OpenableDraft): Promise<ComposeOptions | undefined> => {
    if (!me) return undefined;
    const { replyToId, quoteOfId } = draft.post;
    const id = replyToId ?? quoteOfId;
    try {
      const about = id ? await api.get('/posts/{id}', { path: { id } }) : undefined;
      if (
        !(await editorFor(me.user.id, draft, replyToId ? about?.visibility : undefined).resumeDraft(draft))
      ) {
        toast({ message: t('saveFirst'), tone: 'danger' });
        return undefined;
      }
      if (!about) return {};
      return replyToId ? { replyTo: about } : { quoteOf: about };
    } catch (error) {
      if (id && isNotFound(error)) toast({ message: t('targetDeleted'), tone: 'danger' });
      else showError(error);
      return undefined;
    }
  };
  const open = async (draft: OpenableDraft) => {
    const composeOptions = await load(draft);
    if (composeOptions) compose(composeOptions);
  };

  const remove = async (draft: Draft) => {
    const updateList = (change: (items: Drafts) => Drafts) =>
      queries.setQueryData(DRAFTS_KEY, (page: { items: Drafts } | undefined) =>
        page ? { ...page, items: change(page.items) } : page,
      );
    updateList((items) => items.filter(({ id }) => id !== draft.id));
    try {
      await api.delete('/drafts/{id}', { path: { id: draft.id } });
    } catch (error) {
      if (!isNotFound(error)) {
        showError(error);
        return void refresh();
      }
    }
    if (me) editorFor(me.user.id, draft).discardDraft(draft.id);
    const restore = async () => {
      try {
        await api.post('/drafts', { body: { post: draft.post }, idempotencyKey: `undo:${draft.id}` });
      } catch (error) {
        showError(error);
      }
      await refresh();
    };
    toast({ message: t('deleted'), action: { label: t('undo'), run: () => void restore() } });
  };

  return { load, open, remove };
}
