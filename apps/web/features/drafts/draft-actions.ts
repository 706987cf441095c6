'use client';

import { ProblemError, type Schemas } from '@chitlaq/client';
import { toast } from '@chitlaq/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { useProblemText } from '../../lib/problems.ts';
import { type Compose, compose } from '../feed/compose.ts';
import { writingOf } from '../feed/writing.ts';
import { blank } from '../feed/written.ts';
import { useMe } from '../frame/session.ts';
import { DRAFTS } from './keys.ts';

type Draft = Schemas['Draft'];
type Drafts = Schemas['Draft'][];
/** A draft, or what was to be published and is none. */
type Unfinished = Pick<Draft, 'post'> & Partial<Draft>;

const subjectOf = ({ replyToId, quoteOfId }: Draft['post']): string =>
  replyToId ? `reply:${replyToId}` : quoteOfId ? `quote:${quoteOfId}` : 'post';

/** The composer's text about what a draft is about. */
const writingFor = (memberId: string, { post }: Unfinished, visibility?: Schemas['Post']['visibility']) =>
  writingOf({
    memberId,
    subject: subjectOf(post),
    about: { replyToId: post.replyToId, quoteOfId: post.quoteOfId },
    start: blank(visibility),
    isDraft: true,
  });

const isGone = (error: unknown) => error instanceof ProblemError && error.status === 404;

/** Going on with a draft, and deleting one with the way back. */
export function useDraftActions() {
  const t = useTranslations('drafts');
  const problemText = useProblemText();
  const queries = useQueryClient();
  const me = useMe();
  const fail = (error: unknown) => toast({ message: problemText(error), tone: 'danger' });
  const refresh = () => queries.invalidateQueries({ queryKey: DRAFTS });

  /**
   * Puts a draft into the composer.
   * @returns what the composer is to be opened with; undefined where it could not be, which has been said then
   */
  const load = async (draft: Unfinished): Promise<Compose | undefined> => {
    if (!me) return undefined;
    const { replyToId, quoteOfId } = draft.post;
    const id = replyToId ?? quoteOfId;
    try {
      const about = id ? await api.get('/posts/{id}', { path: { id } }) : undefined;
      if (!(await writingFor(me.user.id, draft, replyToId ? about?.visibility : undefined).goOn(draft))) {
        toast({ message: t('firstThis'), tone: 'danger' });
        return undefined;
      }
      if (!about) return {};
      return replyToId ? { replyTo: about } : { quoteOf: about };
    } catch (error) {
      if (id && isGone(error)) toast({ message: t('aboutGone'), tone: 'danger' });
      else fail(error);
      return undefined;
    }
  };
  const open = async (draft: Unfinished) => {
    const what = await load(draft);
    if (what) compose(what);
  };

  const remove = async (draft: Draft) => {
    const show = (change: (items: Drafts) => Drafts) =>
      queries.setQueryData(DRAFTS, (page: { items: Drafts } | undefined) =>
        page ? { ...page, items: change(page.items) } : page,
      );
    show((items) => items.filter(({ id }) => id !== draft.id));
    try {
      await api.delete('/drafts/{id}', { path: { id: draft.id } });
    } catch (error) {
      if (!isGone(error)) {
        fail(error);
        return void refresh();
      }
    }
    if (me) writingFor(me.user.id, draft).forget(draft.id);
    const bringBack = async () => {
      try {
        await api.post('/drafts', { body: { post: draft.post }, idempotencyKey: `undo:${draft.id}` });
      } catch (error) {
        fail(error);
      }
      await refresh();
    };
    toast({ message: t('deleted'), action: { label: t('undo'), run: () => void bringBack() } });
  };

  return { load, open, remove };
}
