'use client';

import { EmptyState, Select } from '@chitlaq/ui';
import { useQueryClient } from '@tanstack/react-query';
import { Scale } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { useUrlState } from '../../lib/url-state.ts';
import { Listing, usePages } from '../frame/listing.tsx';
import { RequirePermission } from '../frame/require-permission.tsx';
import { useViewer } from '../frame/viewer.tsx';
import { ModerationHeader } from '../reports/moderation-header.tsx';
import { AppealCard } from './appeal-card.tsx';
import { AppealDialog } from './appeal-dialog.tsx';
import { AppealFigures } from './appeal-figures.tsx';
import type { Appeal, AppealOutcome } from './types.ts';

/** The page of appeals, for staff. */
export function Appeals() {
  return (
    <RequirePermission requiredPermission="reports.read">
      <AppealQueue />
    </RequirePermission>
  );
}

/** Appeals that wait, oldest first, or decided ones; and how they end. */
function AppealQueue() {
  const t = useTranslations('appeals');
  const queries = useQueryClient();
  const { permissions } = useViewer();
  const [filter, change] = useUrlState(['status'] as const);
  const status = filter.status === 'decided' ? 'decided' : 'open';
  const [openDialog, setOpenDialog] = useState<{ outcome: AppealOutcome; appeal: Appeal }>();
  const pages = usePages(['appeals', status], (page) =>
    api.get('/admin/appeals', { query: { ...page, limit: 20, status } }),
  );
  return (
    <>
      <ModerationHeader current="appeals" />
      <div className="mx-auto grid max-w-4xl grid-cols-1 gap-4 py-4 tablet:px-4">
        <Select
          label={t('show')}
          value={status}
          onChange={(event) => change({ status: event.target.value === 'decided' ? 'decided' : '' })}
          options={[
            { value: 'open', label: t('open') },
            { value: 'decided', label: t('decided') },
          ]}
          frameClassName="max-tablet:px-4 tablet:max-w-56"
        />
        <Listing
          pages={pages}
          label={t('loading')}
          empty={
            <EmptyState
              icon={<Scale aria-hidden="true" />}
              title={status === 'open' ? t('emptyOpen') : t('emptyDecided')}
            />
          }
        >
          {(appeals) => (
            <ul className="grid grid-cols-1 gap-4">
              {appeals.map((appeal) => (
                <li key={appeal.id}>
                  <AppealCard appeal={appeal} onDecide={(outcome) => setOpenDialog({ outcome, appeal })} />
                </li>
              ))}
            </ul>
          )}
        </Listing>
        {permissions.includes('members.suspend') ? <AppealFigures /> : null}
      </div>
      {openDialog ? (
        <AppealDialog
          {...openDialog}
          onClose={() => setOpenDialog(undefined)}
          onDone={() =>
            Promise.all(
              [['appeals'], ['appeal-figures'], ['reports'], ['member'], ['members']].map((queryKey) =>
                queries.invalidateQueries({ queryKey }),
              ),
            )
          }
        />
      ) : null}
    </>
  );
}
