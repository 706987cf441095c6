'use client';

import { Banner, Button, Card, TextArea } from '@chitlaq/ui';
import { useQuery } from '@tanstack/react-query';
import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { LinkedText } from '../../components/linked-text.tsx';
import { secretOf } from './board-code.ts';
import { loadAllOwnPosts } from './own-posts.ts';
import { useDeletePending } from './pending-deletions.ts';
import { OWN_POSTS_KEY } from './queries.ts';
import { useDeleteBoardPost } from './use-delete-board-post.ts';
import { useRefusalText } from './use-refusal.ts';

/** In place of a member’s id, which the page of the suspended does not know: what is kept goes when they sign out. */
const NOBODY = 'suspended';

/** What a suspended member wrote on boards, to delete it. The code shows which posts are theirs; it is not kept. */
export function SuspendedBoardPosts() {
  const t = useTranslations('boards');
  const refusalText = useRefusalText();
  const isDeleting = useDeletePending();
  const [typed, setTyped] = useState('');
  const [secret, setSecret] = useState<string>();
  const [problem, setProblem] = useState<string>();
  const remove = useDeleteBoardPost(NOBODY, secret);
  const query = useQuery({
    queryKey: [...OWN_POSTS_KEY, secret],
    queryFn: () => loadAllOwnPosts(NOBODY, secret ?? ''),
    enabled: secret !== undefined,
    retry: false,
  });
  const posts = query.data?.filter(({ id, state }) => state !== 'deleted' && !isDeleting(id));
  return (
    <section className="grid grid-cols-1 gap-3">
      <div>
        <h2 className="font-bold text-lg">{t('own.title')}</h2>
        <p className="text-pretty text-muted">{t('suspended.lead')}</p>
      </div>
      {query.error ? <Banner tone="danger" title={refusalText(query.error)} live="assertive" /> : null}
      {posts ? (
        posts.length === 0 ? (
          <p>{t('suspended.empty')}</p>
        ) : (
          <ul aria-label={t('own.title')} className="grid grid-cols-1 gap-3">
            {posts.map(({ id, threadId, threadTitle, text }) => (
              <li key={id}>
                <Card className="grid grid-cols-1 gap-2">
                  <p className="break-words text-muted text-sm">
                    {t('own.in', { title: threadTitle ?? t('threads.gone') })}
                  </p>
                  <LinkedText text={text} lines={8} />
                  <div>
                    <Button
                      size="sm"
                      icon={<Trash2 aria-hidden="true" className="size-4" />}
                      onClick={() => remove({ threadId, postId: id })}
                    >
                      {t('thread.delete')}
                    </Button>
                  </div>
                </Card>
              </li>
            ))}
          </ul>
        )
      ) : (
        <form
          className="grid grid-cols-1 gap-3"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            const found = secretOf(typed);
            setProblem(found === undefined ? t('secret.codeWrong') : undefined);
            setSecret(found);
          }}
        >
          <TextArea
            label={t('secret.code')}
            value={typed}
            maxLength={200}
            rows={3}
            dir="ltr"
            autoComplete="off"
            spellCheck={false}
            className="font-mono"
            error={problem}
            onChange={({ target }) => setTyped(target.value)}
          />
          <div>
            <Button type="submit" pending={query.isFetching}>
              {t('suspended.show')}
            </Button>
          </div>
        </form>
      )}
    </section>
  );
}
