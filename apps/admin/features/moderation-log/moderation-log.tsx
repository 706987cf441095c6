'use client';

import { isLogAct } from '@chitlaq/protocol/moderation-log';
import { DataTable, EmptyState, Loading, Skeleton } from '@chitlaq/ui';
import { useQuery } from '@tanstack/react-query';
import { ScrollText } from 'lucide-react';
import { useState } from 'react';
import { useFormatter, useLocale, useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { webPaths } from '../../lib/paths.ts';
import { Heading } from '../frame/heading.tsx';
import { LoadError } from '../frame/listing.tsx';
import { RequirePermission } from '../frame/require-permission.tsx';
import { CheckCard } from './check-card.tsx';

/** Entries that are shown at first, and more on each press. */
const SHOWN_ENTRIES = 100;
const PAGE_ENTRIES = 1000;

interface Entry {
  seq: number;
  entry: string;
  hash: string;
}

/** The page of the log of moderation: its check, and its entries without names. */
export function ModerationLog() {
  return (
    <RequirePermission requiredPermission="moderation_log.read">
      <LogAndCheck />
    </RequirePermission>
  );
}

/** The whole log: some thousand entries in years. */
async function fetchEntries(): Promise<Entry[]> {
  const entries: Entry[] = [];
  for (;;) {
    const { items } = await api.get('/admin/moderation/log', {
      query: { after: entries.at(-1)?.seq ?? 0, limit: PAGE_ENTRIES },
    });
    entries.push(...items);
    if (items.length < PAGE_ENTRIES) return entries;
  }
}

function LogAndCheck() {
  const t = useTranslations('moderationLog');
  const entries = useQuery({ queryKey: ['moderation-log'], queryFn: fetchEntries });
  return (
    <>
      <Heading title={t('title')} />
      <p className="-mt-2 px-4 pb-4 text-muted">
        {t.rich('detail', {
          page: (children) => (
            <a className="link" href={webPaths.transparency}>
              {children}
            </a>
          ),
        })}
      </p>
      {entries.data ? (
        <div className="grid grid-cols-1 gap-6 px-4 tablet:px-0">
          <CheckCard entries={entries.data} />
          <Entries entries={entries.data} />
        </div>
      ) : entries.isError ? (
        <LoadError error={entries.error} onRetry={() => void entries.refetch()} />
      ) : (
        <Loading label={t('loading')}>
          <Skeleton shape="block" className="mx-4 h-72" />
        </Loading>
      )}
    </>
  );
}

/** Newest first. */
function Entries({ entries }: { entries: Entry[] }) {
  const t = useTranslations('moderationLog');
  const format = useFormatter();
  const ruleTitle = useRuleTitles();
  const [shown, setShown] = useState(SHOWN_ENTRIES);
  if (entries.length === 0) return <EmptyState icon={<ScrollText aria-hidden="true" />} title={t('empty')} />;
  const rows = entries
    .slice(-shown)
    .reverse()
    .map(({ seq, entry, hash }) => ({ seq, hash, ...parsed(entry) }));
  const moment = (at: string) => format.dateTime(new Date(at), { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <div className="grid gap-3">
      <DataTable
        caption={t('entries')}
        stacked
        rows={rows}
        rowKey={({ seq }) => String(seq)}
        columns={[
          { key: 'seq', header: t('number'), isRowHeader: true, cell: ({ seq }) => format.number(seq) },
          { key: 'at', header: t('at'), cell: ({ at }) => (at === null ? '' : moment(at)) },
          { key: 'act', header: t('act'), cell: ({ act }) => (isLogAct(act) ? t(`acts.${act}`) : act) },
          { key: 'rule', header: t('rule'), cell: ({ rule }) => (rule === null ? '–' : ruleTitle(rule)) },
          { key: 'end', header: t('ends'), cell: ({ endsAt }) => (endsAt === null ? '–' : moment(endsAt)) },
          {
            key: 'hash',
            header: t('hash'),
            cell: ({ hash }) => <code title={hash}>{hash.slice(0, 12)}…</code>,
          },
        ]}
      />
      {shown < entries.length ? (
        <button
          type="button"
          className="link min-h-11 justify-self-start"
          onClick={() => setShown(shown + SHOWN_ENTRIES)}
        >
          {t('more')}
        </button>
      ) : null}
    </div>
  );
}

/** What an entry says. One that was changed may not be readable: the check names it. */
function parsed(entry: string): {
  at: string | null;
  act: string;
  rule: string | null;
  endsAt: string | null;
} {
  try {
    const { at = null, act = '', rule = null, endsAt = null } = JSON.parse(entry);
    return { at: Number.isNaN(Date.parse(at)) ? null : at, act, rule, endsAt };
  } catch {
    return { at: null, act: '', rule: null, endsAt: null };
  }
}

/** The title of each rule in the reader's language; the id of one that is retired. */
function useRuleTitles(): (id: string) => string {
  const isEnglish = useLocale() === 'en';
  const rules = useQuery({ queryKey: ['rules'], queryFn: () => api.get('/moderation/rules') });
  const titles = new Map(rules.data?.items.map((rule) => [rule.id, isEnglish ? rule.titleEn : rule.titleTr]));
  return (id) => titles.get(id) ?? id;
}
