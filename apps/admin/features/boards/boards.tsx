'use client';

import { Badge, Button, Card, EmptyState, Loading, Skeleton, toast } from '@chitlaq/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Plus, StickyNote } from 'lucide-react';
import { useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { ConfirmAction } from '../frame/confirm-action.tsx';
import { LoadError } from '../frame/listing.tsx';
import { RequirePermission } from '../frame/require-permission.tsx';
import { Timestamp } from '../frame/timestamp.tsx';
import { BoardSheet } from './board-sheet.tsx';
import { BoardsHeader } from './boards-header.tsx';
import { BOARDS_KEY, type Board } from './types.ts';

type Act = 'edit' | 'archive' | 'delete';
type Opened = { act: 'edit'; board: Board | undefined } | { act: 'archive' | 'delete'; board: Board };

/** The page of boards, for administrators. */
export function Boards() {
  return (
    <RequirePermission requiredPermission="boards.write">
      <BoardsHeader current="boards" />
      <BoardList />
    </RequirePermission>
  );
}

function BoardList() {
  const t = useTranslations('boards');
  const queries = useQueryClient();
  const [opened, setOpened] = useState<Opened>();
  const query = useQuery({ queryKey: BOARDS_KEY, queryFn: () => api.get('/admin/boards') });
  const close = () => setOpened(undefined);
  const done = async (message: string) => {
    await queries.invalidateQueries({ queryKey: BOARDS_KEY });
    toast({ message, tone: 'good' });
    close();
  };
  if (query.error && !query.data)
    return <LoadError error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data)
    return (
      <Loading label={t('loading')}>
        <Skeleton className="mx-4 h-80 rounded-card" />
      </Loading>
    );
  const { items } = query.data;
  return (
    <div className="mx-auto grid max-w-4xl grid-cols-1 gap-4 py-4 tablet:px-4">
      <p className="text-pretty text-muted max-tablet:px-4">{t('lead')}</p>
      <div className="max-tablet:px-4">
        <Button
          variant="primary"
          icon={<Plus aria-hidden="true" className="size-4.5" />}
          onClick={() => setOpened({ act: 'edit', board: undefined })}
        >
          {t('add')}
        </Button>
      </div>
      {items.length === 0 ? (
        <EmptyState icon={<StickyNote aria-hidden="true" />} title={t('empty')}>
          {t('emptyDetail')}
        </EmptyState>
      ) : (
        <ul className="grid grid-cols-1 gap-4" aria-label={t('pages.boards')}>
          {items.map((board) => (
            <li key={board.id}>
              <BoardCard board={board} onAct={(act) => setOpened({ act, board })} />
            </li>
          ))}
        </ul>
      )}
      {opened?.act === 'edit' ? <BoardSheet board={opened.board} onClose={close} /> : null}
      {opened?.act === 'archive' ? (
        <ConfirmAction
          title={t(opened.board.isArchived ? 'restore.title' : 'archive.title')}
          description={t(opened.board.isArchived ? 'restore.lead' : 'archive.lead')}
          confirmLabel={t(opened.board.isArchived ? 'restore.submit' : 'archive.submit')}
          action={() =>
            api.patch('/admin/boards/{id}', {
              path: { id: opened.board.id },
              body: { isArchived: !opened.board.isArchived },
            })
          }
          onClose={close}
          onDone={() => done(t(opened.board.isArchived ? 'restore.done' : 'archive.done'))}
        />
      ) : null}
      {opened?.act === 'delete' ? (
        <ConfirmAction
          title={t('delete.title')}
          description={t('delete.lead')}
          confirmLabel={t('delete.submit')}
          isDanger
          action={() => api.delete('/admin/boards/{id}', { path: { id: opened.board.id } })}
          onClose={close}
          onDone={() => done(t('delete.done'))}
        />
      ) : null}
    </div>
  );
}

function BoardCard({ board, onAct }: { board: Board; onAct: (act: Act) => void }) {
  const t = useTranslations('boards');
  const locale = useLocale() === 'en' ? 'en' : 'tr';
  const { title, description, universityId, isArchived, threadCount, activeAt } = board;
  return (
    <Card flush className="grid grid-cols-1 gap-2">
      <div className="flex flex-wrap items-center gap-2">
        <h2 className="min-w-0 break-words font-medium text-lg">
          <bdi>{title[locale]}</bdi>
        </h2>
        {isArchived ? <Badge>{t('archived')}</Badge> : null}
        {universityId ? <Badge tone="info">{t('oneUniversity')}</Badge> : null}
      </div>
      {description[locale] ? <p className="break-words text-muted">{description[locale]}</p> : null}
      <p className="text-muted text-sm">
        {t('threadCount', { count: threadCount })}
        {activeAt === null ? null : (
          <>
            {' '}
            · <Timestamp at={activeAt} relative />
          </>
        )}
      </p>
      <div className="flex flex-wrap gap-2">
        <Button size="sm" onClick={() => onAct('edit')}>
          {t('edit')}
        </Button>
        <Button size="sm" onClick={() => onAct('archive')}>
          {t(isArchived ? 'restore.submit' : 'archive.submit')}
        </Button>
        {threadCount === 0 ? (
          <Button size="sm" variant="danger" onClick={() => onAct('delete')}>
            {t('delete.submit')}
          </Button>
        ) : null}
      </div>
    </Card>
  );
}
