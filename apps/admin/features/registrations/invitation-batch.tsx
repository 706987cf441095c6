'use client';

import type { Schemas } from '@chitlaq/client';
import { useProblemText } from '@chitlaq/react';
import { Badge, Button, ConfirmDialog, DataTable, IconButton, type Tone, toast } from '@chitlaq/ui';
import { useQueryClient } from '@tanstack/react-query';
import { ArrowLeft } from 'lucide-react';
import Link from 'next/link';
import { useParams } from 'next/navigation';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { paths } from '../../lib/paths.ts';
import { Heading } from '../frame/heading.tsx';
import { Listing, usePages } from '../frame/listing.tsx';
import { RequirePermission } from '../frame/require-permission.tsx';
import { DateOnly } from '../frame/timestamp.tsx';
import { BATCHES_KEY } from './invitation-batches.tsx';

type Invitation = Schemas['StaffInvitation'];
const tones: Record<Invitation['state'], Tone | 'plain'> = {
  open: 'good',
  expired: 'warn',
  revoked: 'plain',
};

/** The page of one batch: each address with what became of its invitation. */
export function InvitationBatch() {
  const t = useTranslations('registrations.batch');
  return (
    <RequirePermission requiredPermission="invitations.write">
      <Heading
        title={t('title')}
        back={
          <IconButton label={t('back')} asChild>
            <Link href={paths.invitations}>
              <ArrowLeft aria-hidden="true" />
            </Link>
          </IconButton>
        }
      />
      <Invitations />
    </RequirePermission>
  );
}

function Invitations() {
  const t = useTranslations('registrations.batch');
  const tShell = useTranslations('shell');
  const { id } = useParams<{ id: string }>();
  const queries = useQueryClient();
  const problemText = useProblemText();
  const [isRevoking, setIsRevoking] = useState(false);
  const [isPending, setIsPending] = useState(false);
  const pages = usePages<Invitation>([...BATCHES_KEY, id], (page) =>
    api.get('/admin/invitation-batches/{id}', { path: { id }, query: { ...page, limit: 100 } }),
  );
  const act = async (request: () => Promise<unknown>, message: string) => {
    setIsPending(true);
    try {
      await request();
      toast({ message, tone: 'good' });
    } catch (error) {
      toast({ message: problemText(error), tone: 'danger' });
    }
    setIsPending(false);
    await queries.invalidateQueries({ queryKey: BATCHES_KEY });
  };
  return (
    <div className="mx-auto grid max-w-4xl grid-cols-1 gap-4 px-4 py-4">
      <div>
        <Button onClick={() => setIsRevoking(true)}>{t('revokeAll')}</Button>
      </div>
      <Listing pages={pages} label={t('loading')} empty={<p className="text-muted">{t('empty')}</p>}>
        {(invitations) => (
          <DataTable
            caption={t('title')}
            rows={invitations}
            stacked
            rowKey={(row) => row.id}
            empty={null}
            columns={[
              {
                key: 'email',
                header: t('email'),
                isRowHeader: true,
                cell: ({ email }) => <span className="break-all">{email}</span>,
              },
              {
                key: 'state',
                header: t('state'),
                cell: ({ state }) => <Badge tone={tones[state]}>{t(`states.${state}`)}</Badge>,
              },
              {
                key: 'expires',
                header: t('expires'),
                className: 'text-muted',
                cell: ({ expiresAt }) => <DateOnly at={expiresAt} />,
              },
              {
                key: 'acts',
                header: <span className="sr-only">{t('actions')}</span>,
                align: 'end',
                cell: (row) => (
                  <span className="flex flex-wrap justify-end gap-2">
                    <Button
                      size="sm"
                      aria-label={`${t('resend')}: ${row.email}`}
                      onClick={() =>
                        void act(
                          () => api.post('/admin/invitations/{id}/resend', { path: { id: row.id } }),
                          t('resent'),
                        )
                      }
                    >
                      {t('resend')}
                    </Button>
                    {row.state === 'open' ? (
                      <Button
                        size="sm"
                        aria-label={`${t('revoke')}: ${row.email}`}
                        onClick={() =>
                          void act(
                            () => api.delete('/admin/invitations/{id}', { path: { id: row.id } }),
                            t('revoked'),
                          )
                        }
                      >
                        {t('revoke')}
                      </Button>
                    ) : null}
                  </span>
                ),
              },
            ]}
          />
        )}
      </Listing>
      <ConfirmDialog
        open={isRevoking}
        onOpenChange={setIsRevoking}
        title={t('revokeAllTitle')}
        description={t('revokeAllDetail')}
        confirmLabel={t('revokeAll')}
        cancelLabel={tShell('cancel')}
        danger
        pending={isPending}
        onConfirm={() =>
          void act(() => api.delete('/admin/invitation-batches/{id}', { path: { id } }), t('revoked')).then(
            () => setIsRevoking(false),
          )
        }
      />
    </div>
  );
}
