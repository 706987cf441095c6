'use client';

import { Badge, Button, Card, EmptyState, Prose } from '@chitlaq/ui';
import { useQueryClient } from '@tanstack/react-query';
import { EyeOff } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { webPaths } from '../../lib/paths.ts';
import { BOARDS_WAITING_KEY } from '../frame/boards-waiting.ts';
import { Listing, usePages } from '../frame/listing.tsx';
import { RequirePermission } from '../frame/require-permission.tsx';
import { Timestamp } from '../frame/timestamp.tsx';
import { AuthorName } from './author-name.tsx';
import { BoardsHeader } from './boards-header.tsx';
import { ReviewDialog } from './review-dialog.tsx';
import { EXCLUSIONS_KEY, HIDDEN_KEY, type HiddenPost } from './types.ts';

type Opened = { outcome: 'show' | 'keep_hidden'; post: HiddenPost };

/** The page of hidden posts of boards: those whose authors object first. */
export function HiddenPosts() {
  const queries = useQueryClient();
  const [opened, setOpened] = useState<Opened>();
  const done = async () => {
    await Promise.all(
      [HIDDEN_KEY, EXCLUSIONS_KEY, BOARDS_WAITING_KEY].map((queryKey) =>
        queries.invalidateQueries({ queryKey }),
      ),
    );
  };
  return (
    <RequirePermission requiredPermission="boards.moderate">
      <BoardsHeader current="hidden" />
      <div className="mx-auto grid max-w-4xl grid-cols-1 gap-8 py-4 tablet:px-4">
        {(['open', 'none'] as const).map((appeals) => (
          <HiddenList key={appeals} appeals={appeals} onAct={setOpened} />
        ))}
      </div>
      {opened ? <ReviewDialog {...opened} onClose={() => setOpened(undefined)} onDone={done} /> : null}
    </RequirePermission>
  );
}

function HiddenList({ appeals, onAct }: { appeals: 'open' | 'none'; onAct: (opened: Opened) => void }) {
  const t = useTranslations('boards.hidden');
  const pages = usePages<HiddenPost>([...HIDDEN_KEY, appeals], (page) =>
    api.get('/admin/boards/hidden', { query: { ...page, appeals } }),
  );
  return (
    <section className="grid grid-cols-1 gap-4">
      <div className="max-tablet:px-4">
        <h2 className="font-medium text-lg">{t(`${appeals}.title`)}</h2>
        <p className="text-pretty text-muted">{t(`${appeals}.lead`)}</p>
      </div>
      <Listing
        pages={pages}
        label={t('loading')}
        empty={
          <EmptyState icon={<EyeOff aria-hidden="true" />} title={t(`${appeals}.empty`)}>
            {t(`${appeals}.emptyDetail`)}
          </EmptyState>
        }
      >
        {(posts) => (
          <ul className="grid grid-cols-1 gap-4" aria-label={t(`${appeals}.title`)}>
            {posts.map((post) => (
              <li key={post.id}>
                <HiddenCard post={post} onAct={(outcome) => onAct({ outcome, post })} />
              </li>
            ))}
          </ul>
        )}
      </Listing>
    </section>
  );
}

function HiddenCard({ post, onAct }: { post: HiddenPost; onAct: (outcome: Opened['outcome']) => void }) {
  const t = useTranslations('boards.hidden');
  const { appeal, hiddenBy, mayReview } = post;
  const isOpen = appeal !== null && appeal.outcome === null;
  return (
    <Card flush className="grid grid-cols-1 gap-3">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-muted text-sm">
        <span>{t('hiddenBy', { name: hiddenBy ? `@${hiddenBy.username}` : t('unknown') })}</span>
        <Timestamp at={post.hiddenAt} relative />
        {post.isExcluded ? <Badge tone="info">{t('isExcluded')}</Badge> : null}
        {appeal?.outcome === 'rejected' ? <Badge>{t('rejected')}</Badge> : null}
      </p>
      <div className="grid gap-1 rounded-control bg-wash p-3">
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
          <AuthorName name={post.name} />
          <a
            href={webPaths.boardPost(post.boardId, post.threadId, post.id)}
            className="link min-w-0 break-words"
          >
            <bdi>{post.threadTitle ?? t('noTitle')}</bdi>
          </a>
          <span className="text-muted">
            <Timestamp at={post.publishedAt} relative />
          </span>
        </p>
        <Prose>{post.text}</Prose>
      </div>
      {post.reason === '' ? null : <Said label={t('reason')} text={post.reason} />}
      {appeal ? <Said label={t('appeal')} text={appeal.text} /> : null}
      {appeal?.answer ? <Said label={t('answer')} text={appeal.answer} /> : null}
      {mayReview === 'yes' ? (
        <div className="flex flex-wrap gap-2">
          <Button size="sm" onClick={() => onAct('show')}>
            {t('show')}
          </Button>
          {isOpen ? (
            <Button size="sm" variant="danger" onClick={() => onAct('keep_hidden')}>
              {t('reject')}
            </Button>
          ) : null}
        </div>
      ) : (
        <p className="text-muted text-sm">{t(`mayNot.${mayReview}`)}</p>
      )}
    </Card>
  );
}

const Said = ({ label, text }: { label: string; text: string }) => (
  <div>
    <p className="text-muted text-sm">{label}</p>
    <Prose className="border-line border-l-2 pl-3">{text}</Prose>
  </div>
);
