'use client';

import { isolate } from '@chitlaq/text';
import { Checkbox, EmptyState, Select } from '@chitlaq/ui';
import { useQueryClient } from '@tanstack/react-query';
import { Flag } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { oneOf, useUrlState } from '../../lib/url-state.ts';
import { Listing, usePages } from '../frame/listing.tsx';
import { QueueKeys } from '../frame/queue-keys.tsx';
import { RequirePermission } from '../frame/require-permission.tsx';
import { useViewer } from '../frame/viewer.tsx';
import type { Decision } from '../members/act-end.ts';
import { BulkBar, MAX_CASES } from './bulk-bar.tsx';
import { CaseCard } from './case-card.tsx';
import { DecisionDialog } from './decision-dialog.tsx';
import { ModerationHeader } from './moderation-header.tsx';
import type { Case } from './types.ts';
import { useSelection } from './use-selection.ts';

const BulkDialog = lazy(async () => ({ default: (await import('../members/bulk-dialog.tsx')).BulkDialog }));

const TYPES = ['post', 'message', 'user'] as const;

/** The page of reports, for staff. */
export function Reports() {
  return (
    <RequirePermission requiredPermission="reports.read">
      <ReportQueue />
    </RequirePermission>
  );
}

/** Open cases by the time that was promised, or closed ones. */
function ReportQueue() {
  const t = useTranslations('reports');
  const queries = useQueryClient();
  const [filter, change] = useUrlState(['status', 'type'] as const);
  const status = filter.status === 'resolved' ? 'resolved' : 'open';
  const type = oneOf(TYPES, filter.type);
  const [openDialog, setOpenDialog] = useState<{ decision: Decision | undefined; subject: Case }>();
  const pages = usePages(['reports', status, type], (page) =>
    api.get('/admin/reports', {
      query: { ...page, limit: 20, status, ...(type ? { subjectType: type } : {}) },
    }),
  );
  const viewer = useViewer();
  const [isBulk, setIsBulk] = useState(false);
  const maySelect = status === 'open' && viewer.permissions.includes('reports.resolve');
  const selectableOf = (cases: readonly Case[] | undefined) =>
    (maySelect ? (cases ?? []) : []).filter(({ owner }) => owner?.id !== viewer.user.id);
  const selectable = selectableOf(pages.data);
  const selection = useSelection(
    selectable.map(({ id }) => id),
    MAX_CASES,
  );
  const selected = selectable.filter(({ id }) => selection.selected.includes(id));
  /** Loads what matches and is not shown yet, as far as one act reaches. */
  const selectAll = async () => {
    let shown = selectable;
    for (let hasMore = pages.hasNextPage; hasMore && shown.length < MAX_CASES; ) {
      const loaded = await pages.fetchNextPage();
      if (loaded.isError) break;
      shown = selectableOf(loaded.data);
      hasMore = loaded.hasNextPage;
    }
    selection.all(shown.map(({ id }) => id));
  };
  return (
    <>
      <ModerationHeader current={status} type={type} />
      <div className="mx-auto grid max-w-4xl gap-4 py-4 tablet:px-4">
        <Select
          label={t('type')}
          value={type ?? ''}
          onChange={(event) => change({ type: event.target.value })}
          options={[
            { value: '', label: t('types.all') },
            ...TYPES.map((value) => ({ value, label: t(`types.${value}`) })),
          ]}
          frameClassName="max-tablet:px-4 tablet:max-w-56"
        />
        <Listing
          pages={pages}
          label={t('loading')}
          empty={
            <EmptyState
              icon={<Flag aria-hidden="true" />}
              title={status === 'open' ? t('emptyOpen') : t('emptyResolved')}
            >
              {status === 'open' ? t('emptyOpenDetail') : null}
            </EmptyState>
          }
        >
          {(cases) => (
            <ul className="grid gap-4">
              {cases.map((reportCase) => (
                <li
                  key={reportCase.decision ? `${reportCase.id} decided` : reportCase.id}
                  data-case=""
                  tabIndex={-1}
                  className="rounded-card"
                >
                  <CaseCard
                    subject={reportCase}
                    onDecide={(decision) => setOpenDialog({ decision, subject: reportCase })}
                    selection={
                      selectable.includes(reportCase) ? (
                        <Checkbox
                          label={
                            <span className="sr-only">
                              {t('select', { name: isolate(reportCase.owner?.displayName ?? '') })}
                            </span>
                          }
                          checked={selection.selected.includes(reportCase.id)}
                          onChange={({ nativeEvent }) =>
                            selection.toggle(
                              reportCase.id,
                              nativeEvent instanceof MouseEvent && nativeEvent.shiftKey,
                            )
                          }
                          data-action="select"
                        />
                      ) : null
                    }
                  />
                </li>
              ))}
            </ul>
          )}
        </Listing>
        <BulkBar
          selected={selected}
          total={Math.min(selectable.length, MAX_CASES)}
          hasMore={pages.hasNextPage || selectable.length > MAX_CASES}
          isLoading={pages.isFetchingNextPage}
          onAll={() => void selectAll()}
          onNone={selection.none}
          onDecide={() => setIsBulk(true)}
        />
      </div>
      {status === 'open' ? (
        <QueueKeys
          actions={[
            { key: 'c', action: 'claim', label: t('keys.claim') },
            { key: 'e', action: 'decide', label: t('keys.decide') },
            { key: 'x', action: 'select', label: t('keys.select') },
          ]}
        />
      ) : null}
      {isBulk ? (
        <Suspense>
          <BulkDialog
            target={{ reportIds: selection.selected, rule: selected[0]?.reports[0]?.reason ?? '' }}
            onClose={() => setIsBulk(false)}
          />
        </Suspense>
      ) : null}
      {openDialog ? (
        <DecisionDialog
          {...openDialog}
          onClose={() => setOpenDialog(undefined)}
          onDone={() =>
            Promise.all(
              [['reports'], ['case-context'], ['members'], ['member']].map((queryKey) =>
                queries.invalidateQueries({ queryKey }),
              ),
            )
          }
        />
      ) : null}
    </>
  );
}
