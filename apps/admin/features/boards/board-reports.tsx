'use client';

import { Badge, Button, Card, EmptyState, Prose, toast } from '@chitlaq/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Flag } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { webPaths } from '../../lib/paths.ts';
import { BOARDS_WAITING_KEY } from '../frame/boards-waiting.ts';
import { Listing, LoadError, usePages } from '../frame/listing.tsx';
import { RequirePermission } from '../frame/require-permission.tsx';
import { Timestamp } from '../frame/timestamp.tsx';
import { useHasPermission } from '../frame/viewer.tsx';
import { AuthorName } from './author-name.tsx';
import { BoardDecisionDialog } from './board-decision-dialog.tsx';
import { BoardsHeader } from './boards-header.tsx';
import { LiftDialog } from './lift-dialog.tsx';
import { OpeningDialog } from './opening-dialog.tsx';
import { BOARD_REPORTS_KEY, EXCLUSIONS_KEY, type Exclusion, HIDDEN_KEY, type ReportedPost } from './types.ts';

type Opened = { act: 'keep' | 'hide' | 'open'; post: ReportedPost };

/** The page of reported posts of boards and of exclusions, for moderators. */
export function BoardReports() {
  const t = useTranslations('boards.reports');
  return (
    <RequirePermission requiredPermission="boards.moderate">
      <BoardsHeader current="reports" />
      <div className="mx-auto grid max-w-4xl grid-cols-1 gap-8 py-4 tablet:px-4">
        <section className="grid grid-cols-1 gap-4">
          <p className="text-pretty text-muted max-tablet:px-4">{t('lead')}</p>
          <ReportList />
        </section>
        <Exclusions />
      </div>
    </RequirePermission>
  );
}

function ReportList() {
  const t = useTranslations('boards.reports');
  const queries = useQueryClient();
  const [opened, setOpened] = useState<Opened>();
  const pages = usePages<ReportedPost>(BOARD_REPORTS_KEY, (page) =>
    api.get('/admin/boards/reports', { query: page }),
  );
  const close = () => setOpened(undefined);
  const done = async () => {
    await Promise.all(
      [BOARD_REPORTS_KEY, EXCLUSIONS_KEY, HIDDEN_KEY, BOARDS_WAITING_KEY].map((queryKey) =>
        queries.invalidateQueries({ queryKey }),
      ),
    );
  };
  return (
    <>
      <Listing
        pages={pages}
        label={t('loading')}
        empty={
          <EmptyState icon={<Flag aria-hidden="true" />} title={t('empty')}>
            {t('emptyDetail')}
          </EmptyState>
        }
      >
        {(posts) => (
          <ul className="grid grid-cols-1 gap-4" aria-label={t('list')}>
            {posts.map((post) => (
              <li key={post.id}>
                <ReportCard post={post} onAct={(act) => setOpened({ act, post })} />
              </li>
            ))}
          </ul>
        )}
      </Listing>
      {opened?.act === 'keep' || opened?.act === 'hide' ? (
        <BoardDecisionDialog post={opened.post} outcome={opened.act} onClose={close} onDone={done} />
      ) : null}
      {opened?.act === 'open' ? (
        <OpeningDialog postId={opened.post.id} onClose={close} onDone={done} />
      ) : null}
    </>
  );
}

function ReportCard({ post, onAct }: { post: ReportedPost; onAct: (act: Opened['act']) => void }) {
  const t = useTranslations('boards.reports');
  const labels = useTranslations('labels');
  const mayOpen = useHasPermission('boards.open');
  const { name, threadTitle, text, state, reasons, notes, reportCount, reportedAt } = post;
  return (
    <Card flush className="grid grid-cols-1 gap-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="font-medium">{t('count', { count: reportCount })}</span>
        <span className="flex flex-wrap gap-1">
          {reasons.map(({ reason, count }) => (
            <Badge key={reason} tone="warn">
              {labels(`reasons.${reason}`)}
              {count > 1 ? ` × ${count}` : ''}
            </Badge>
          ))}
        </span>
        <span className="text-muted text-sm">
          <Timestamp at={reportedAt} relative />
        </span>
        {state === 'visible' ? null : <Badge>{t(`states.${state}`)}</Badge>}
        {post.isExcluded ? <Badge tone="info">{t('isExcluded')}</Badge> : null}
        {post.hasOpening ? <Badge tone="info">{t('hasOpening')}</Badge> : null}
      </div>
      <div className="grid gap-1 rounded-control bg-wash p-3">
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
          <AuthorName name={name} />
          <a
            href={webPaths.boardPost(post.boardId, post.threadId, post.id)}
            className="link min-w-0 break-words"
          >
            <bdi>{threadTitle ?? t('noTitle')}</bdi>
          </a>
          <span className="text-muted">
            <Timestamp at={post.publishedAt} relative />
          </span>
        </p>
        <Prose>{text}</Prose>
      </div>
      {notes.length > 0 ? (
        <details>
          <summary className="touch-44 cursor-pointer text-muted">
            {t('notes', { count: notes.length })}
          </summary>
          <ul className="mt-2 grid gap-2">
            {notes.map((note, index) => (
              // Notes have no id, and never move.
              // biome-ignore lint/suspicious/noArrayIndexKey: see above
              <li key={index} className="border-line border-l-2 pl-3">
                <Prose>{note}</Prose>
              </li>
            ))}
          </ul>
        </details>
      ) : null}
      <div className="flex flex-wrap gap-2">
        <Button size="sm" onClick={() => onAct('keep')}>
          {t('keep')}
        </Button>
        <Button size="sm" variant="danger" onClick={() => onAct('hide')}>
          {t('hide')}
        </Button>
        {mayOpen && !post.hasOpening ? (
          <Button size="sm" variant="quiet" onClick={() => onAct('open')}>
            {t('open')}
          </Button>
        ) : null}
      </div>
    </Card>
  );
}

/** Authors who may not write for some time, without anybody knowing who they are. */
function Exclusions() {
  const t = useTranslations('boards.exclusions');
  const queries = useQueryClient();
  const [lifted, setLifted] = useState<Exclusion>();
  const query = useQuery({ queryKey: EXCLUSIONS_KEY, queryFn: () => api.get('/admin/boards/exclusions') });
  if (query.error && !query.data)
    return <LoadError error={query.error} onRetry={() => void query.refetch()} />;
  const items = query.data?.items ?? [];
  return (
    <section className="grid grid-cols-1 gap-3">
      <div className="max-tablet:px-4">
        <h2 className="font-medium text-lg">{t('title')}</h2>
        <p className="text-pretty text-muted text-sm">{t('lead')}</p>
      </div>
      {query.data && items.length === 0 ? <p className="text-muted max-tablet:px-4">{t('empty')}</p> : null}
      <ul className="grid grid-cols-1 gap-3" aria-label={t('title')}>
        {items.map((exclusion) => (
          <li key={exclusion.id}>
            <Card flush className="grid grid-cols-1 gap-2">
              <p className="text-sm">
                {t('until')} <Timestamp at={exclusion.endsAt} />{' '}
                <span className="text-muted">
                  · {t('made')} <Timestamp at={exclusion.madeAt} relative />
                </span>
              </p>
              <Prose>{exclusion.reason}</Prose>
              <div>
                <Button size="sm" onClick={() => setLifted(exclusion)}>
                  {t('lift')}
                </Button>
              </div>
            </Card>
          </li>
        ))}
      </ul>
      {lifted ? (
        <LiftDialog
          exclusion={lifted}
          onClose={() => setLifted(undefined)}
          onDone={async () => {
            await queries.invalidateQueries({ queryKey: EXCLUSIONS_KEY });
            toast({ message: t('lifted'), tone: 'good' });
            setLifted(undefined);
          }}
        />
      ) : null}
    </section>
  );
}
