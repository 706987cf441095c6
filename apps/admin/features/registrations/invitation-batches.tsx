'use client';

import type { Schemas } from '@chitlaq/client';
import { Button, DataTable } from '@chitlaq/ui';
import { useQueryClient } from '@tanstack/react-query';
import Link from 'next/link';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { paths } from '../../lib/paths.ts';
import { Listing, usePages } from '../frame/listing.tsx';
import { RequirePermission } from '../frame/require-permission.tsx';
import { DateOnly } from '../frame/timestamp.tsx';
import { MembersHeader } from '../members/members-header.tsx';
import { InviteDialog } from './invite-dialog.tsx';

type Batch = Schemas['InvitationBatch'];
export const BATCHES_KEY = ['invitation-batches'];

/** The page of the addresses that staff invited. */
export function InvitationBatches() {
  return (
    <RequirePermission requiredPermission="invitations.write">
      <MembersHeader current="invitations" />
      <Batches />
    </RequirePermission>
  );
}

function Batches() {
  const t = useTranslations('registrations.batches');
  const queries = useQueryClient();
  const [isInviting, setIsInviting] = useState(false);
  const pages = usePages<Batch>(BATCHES_KEY, (page) =>
    api.get('/admin/invitation-batches', { query: { ...page, limit: 50 } }),
  );
  return (
    <div className="mx-auto grid max-w-4xl grid-cols-1 gap-4 px-4 py-4">
      <div className="flex flex-wrap items-end justify-between gap-3">
        <p className="max-w-2xl text-muted">{t('lead')}</p>
        <Button onClick={() => setIsInviting(true)}>{t('invite')}</Button>
      </div>
      <Listing pages={pages} label={t('loading')} empty={<p className="text-muted">{t('empty')}</p>}>
        {(batches) => (
          <DataTable
            caption={t('caption')}
            rows={batches}
            stacked
            rowKey={({ id }) => id}
            empty={null}
            columns={[
              {
                key: 'name',
                header: t('name'),
                isRowHeader: true,
                cell: ({ id, name }) => (
                  <Link href={paths.invitationBatch(id)} className="break-words hover:underline">
                    <bdi>{name}</bdi>
                  </Link>
                ),
              },
              { key: 'invited', header: t('invited'), align: 'end', cell: ({ invited }) => invited },
              {
                key: 'used',
                header: t('used'),
                align: 'end',
                cell: ({ used }) => (used === null ? t('few') : t('atLeast', { count: used })),
              },
              {
                key: 'created',
                header: t('created'),
                className: 'text-muted',
                cell: ({ createdAt }) => <DateOnly at={createdAt} />,
              },
            ]}
          />
        )}
      </Listing>
      {isInviting ? (
        <InviteDialog
          onClose={() => setIsInviting(false)}
          onDone={() => queries.invalidateQueries({ queryKey: BATCHES_KEY })}
        />
      ) : null}
    </div>
  );
}
