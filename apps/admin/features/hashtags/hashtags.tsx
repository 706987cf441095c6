'use client';

import type { Schemas } from '@chitlaq/client';
import { Banner, Button, ConfirmDialog, DataTable, Loading, Skeleton, toast } from '@chitlaq/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import Link from 'next/link';
import { type ReactNode, useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { paths, webPaths } from '../../lib/paths.ts';
import { useSubmit } from '../../lib/use-submit.ts';
import { Listing, LoadError, usePages } from '../frame/listing.tsx';
import { RequirePermission } from '../frame/require-permission.tsx';
import { DateOnly } from '../frame/timestamp.tsx';
import { ModerationHeader } from '../reports/moderation-header.tsx';
import { HideDialog } from './hide-dialog.tsx';

type Hidden = Schemas['HiddenHashtag'];
type OpenDialog = { kind: 'hide'; tag: string } | { kind: 'restore'; tag: string };

/** The page of hashtags, for moderators. */
export function Hashtags() {
  return (
    <RequirePermission requiredPermission="hashtags.hide">
      <ModerationHeader current="hashtags" />
      <TrendSections />
    </RequirePermission>
  );
}

/** Trending hashtags and hidden ones. Each can be moved to the other list. */
function TrendSections() {
  const t = useTranslations('hashtags');
  const queries = useQueryClient();
  const [openDialog, setOpenDialog] = useState<OpenDialog>();
  const close = () => setOpenDialog(undefined);
  const refresh = () =>
    Promise.all(
      [['trending'], ['hidden-hashtags']].map((queryKey) => queries.invalidateQueries({ queryKey })),
    );
  const hide = (tag: string) => setOpenDialog({ kind: 'hide', tag });
  return (
    <div className="mx-auto grid max-w-4xl gap-8 px-4 py-4">
      <section className="grid gap-3">
        <div className="flex flex-wrap items-end justify-between gap-3">
          <div>
            <h2 className="font-medium text-lg">{t('trending')}</h2>
            <p className="text-muted text-sm">{t('trendingLead')}</p>
          </div>
          <Button onClick={() => hide('')}>{t('hideAnother')}</Button>
        </div>
        <TrendingTable onHide={hide} />
      </section>
      <section className="grid gap-3">
        <h2 className="font-medium text-lg">{t('hidden')}</h2>
        <HiddenTable onRestore={(tag) => setOpenDialog({ kind: 'restore', tag })} />
      </section>
      {openDialog?.kind === 'hide' ? (
        <HideDialog tag={openDialog.tag} onClose={close} onDone={refresh} />
      ) : null}
      {openDialog?.kind === 'restore' ? (
        <ShowDialog tag={openDialog.tag} onClose={close} onDone={refresh} />
      ) : null}
    </div>
  );
}

const tagLink = (tag: string): ReactNode => (
  <a href={webPaths.hashtag(tag)} className="break-all hover:underline">
    #{tag}
  </a>
);

function TrendingTable({ onHide }: { onHide: (tag: string) => void }) {
  const t = useTranslations('hashtags');
  const format = useFormatter();
  const query = useQuery({
    queryKey: ['trending'],
    queryFn: () => api.get('/feed/trending', { query: { scope: 'all' } }),
  });
  if (query.error && !query.data)
    return <LoadError error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data)
    return (
      <Loading label={t('loading')}>
        <Skeleton className="h-40 rounded-card" />
      </Loading>
    );
  return (
    <DataTable
      caption={t('trending')}
      rows={query.data.hashtags}
      stacked
      rowKey={({ tag }) => tag}
      empty={<p className="px-4 py-4 text-muted">{t('trendingEmpty')}</p>}
      columns={[
        { key: 'tag', header: t('tag'), isRowHeader: true, cell: ({ tag }) => tagLink(tag) },
        {
          key: 'people',
          header: t('people'),
          align: 'end',
          cell: ({ people }) => format.number(people),
        },
        {
          key: 'uses',
          header: t('uses'),
          align: 'end',
          cell: ({ uses }) => format.number(uses),
        },
        {
          key: 'acts',
          header: <span className="sr-only">{t('actions')}</span>,
          align: 'end',
          cell: ({ tag }) => (
            <Button size="sm" aria-label={`${t('hide')}: #${tag}`} onClick={() => onHide(tag)}>
              {t('hide')}
            </Button>
          ),
        },
      ]}
    />
  );
}

function HiddenTable({ onRestore }: { onRestore: (tag: string) => void }) {
  const t = useTranslations('hashtags');
  const pages = usePages<Hidden>(['hidden-hashtags'], (page) =>
    api.get('/admin/hashtags/hidden', { query: { ...page, limit: 50 } }),
  );
  return (
    <Listing
      pages={pages}
      label={t('loading')}
      skeleton={<Skeleton className="h-24 rounded-card" />}
      empty={<p className="text-muted">{t('hiddenEmpty')}</p>}
    >
      {(hidden) => (
        <DataTable
          caption={t('hidden')}
          rows={hidden}
          stacked
          rowKey={({ tag }) => tag}
          columns={[
            { key: 'tag', header: t('tag'), isRowHeader: true, cell: ({ tag }) => tagLink(tag) },
            {
              key: 'reason',
              header: t('reason'),
              cell: ({ reason }) => <span className="line-clamp-3 break-words">{reason}</span>,
            },
            {
              key: 'by',
              header: t('by'),
              cell: ({ hiddenBy }) =>
                hiddenBy ? (
                  <Link href={paths.member(hiddenBy.id)} className="hover:underline">
                    @{hiddenBy.username}
                  </Link>
                ) : (
                  t('formerMember')
                ),
            },
            {
              key: 'when',
              header: t('when'),
              className: 'text-muted',
              cell: ({ hiddenAt }) => <DateOnly at={hiddenAt} />,
            },
            {
              key: 'acts',
              header: <span className="sr-only">{t('actions')}</span>,
              align: 'end',
              cell: ({ tag }) => (
                <Button size="sm" aria-label={`${t('restore')}: #${tag}`} onClick={() => onRestore(tag)}>
                  {t('restore')}
                </Button>
              ),
            },
          ]}
        />
      )}
    </Listing>
  );
}

function ShowDialog(props: { tag: string; onClose: () => void; onDone: () => Promise<unknown> }) {
  const { tag, onClose, onDone } = props;
  const t = useTranslations('hashtags.restoreDialog');
  const tShell = useTranslations('shell');
  const submission = useSubmit();
  const show = async () => {
    if (!(await submission.run(() => api.delete('/admin/hashtags/{tag}/hidden', { path: { tag } })))) return;
    await onDone();
    toast({ message: t('done', { tag }), tone: 'good' });
    onClose();
  };
  return (
    <ConfirmDialog
      open
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      title={t('title', { tag })}
      description={t('lead')}
      confirmLabel={t('submit')}
      cancelLabel={tShell('cancel')}
      pending={submission.isPending}
      onConfirm={() => void show()}
    >
      {submission.problem ? <Banner tone="danger" title={submission.problem} live="assertive" /> : null}
    </ConfirmDialog>
  );
}
