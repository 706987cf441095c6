'use client';

import type { Schemas } from '@chitlaq/client';
import { useProblemText } from '@chitlaq/react';
import { Button, Select, TextField, toast } from '@chitlaq/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Copy } from 'lucide-react';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { paths } from '../../lib/paths.ts';
import { DetailsSection } from './details-parts.tsx';

const LIFETIME_SECONDS = { hour: 3_600, day: 86_400, week: 604_800, month: 2_592_000 } as const;
type Lifetime = keyof typeof LIFETIME_SECONDS;
const isLifetime = (value: string): value is Lifetime => value in LIFETIME_SECONDS;

/** Invite links of a group: their lifetime, their maximum number of uses, and revoking one. */
export function Invites({ conversationId: id }: { conversationId: string }) {
  const t = useTranslations('messaging.invites');
  const format = useFormatter();
  const problemText = useProblemText();
  const queries = useQueryClient();
  const key = ['conversations', 'invites', id];
  const { data } = useQuery({
    queryKey: key,
    queryFn: () => api.get('/conversations/{id}/invites', { path: { id } }),
  });
  const [lifetime, setLifetime] = useState<Lifetime>('week');
  const [uses, setUses] = useState('50');
  const [createdLink, setCreatedLink] = useState<string>();
  const [isPending, setIsPending] = useState(false);
  const refresh = () => queries.invalidateQueries({ queryKey: key });
  const showError = (error: unknown) => toast({ message: problemText(error), tone: 'danger' });
  const copy = async (link: string) => {
    await navigator.clipboard.writeText(link).then(
      () => toast({ message: t('copied'), tone: 'good' }),
      () => undefined, // it is shown in a field, to be copied by hand
    );
  };
  const createInvite = async () => {
    setIsPending(true);
    try {
      const { token } = await api.post('/conversations/{id}/invites', {
        path: { id },
        body: {
          expiresInSeconds: LIFETIME_SECONDS[lifetime],
          maxUses: Math.min(500, Math.max(1, Math.floor(Number(uses)) || 1)),
        },
      });
      const link = `${window.location.origin}${paths.join}#${token}`;
      setCreatedLink(link);
      await copy(link);
      await refresh();
    } catch (error) {
      showError(error);
    }
    setIsPending(false);
  };
  const revoke = ({ id: inviteId }: Schemas['GroupInvite']) =>
    api.delete('/conversations/{id}/invites/{inviteId}', { path: { id, inviteId } }).then(refresh, showError);
  return (
    <DetailsSection title={t('title')}>
      <form
        className="flex flex-wrap items-end gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          void createInvite();
        }}
      >
        <Select
          label={t('lifetime')}
          value={lifetime}
          onChange={(event) => {
            if (isLifetime(event.target.value)) setLifetime(event.target.value);
          }}
          options={(Object.keys(LIFETIME_SECONDS) as Lifetime[]).map((value) => ({
            value,
            label: t(`durations.${value}`),
          }))}
        />
        <TextField
          label={t('maxUses')}
          type="number"
          inputMode="numeric"
          min={1}
          max={500}
          value={uses}
          frameClassName="w-28"
          onChange={(event) => setUses(event.target.value)}
        />
        <Button type="submit" pending={isPending}>
          {t('create')}
        </Button>
      </form>
      {createdLink ? (
        <div className="flex items-end gap-2">
          <TextField
            label={t('link')}
            help={t('shownOnce')}
            readOnly
            value={createdLink}
            frameClassName="min-w-0 flex-1"
          />
          <Button
            icon={<Copy aria-hidden="true" className="size-4.5" />}
            className="mb-7"
            onClick={() => void copy(createdLink)}
          >
            {t('copy')}
          </Button>
        </div>
      ) : null}
      <ul>
        {data?.items.map((invite) => (
          <li key={invite.id} className="flex items-center gap-3 border-line border-b py-2">
            <span className="min-w-0 flex-1 text-sm">
              <span className="block truncate">
                <bdi>{invite.createdBy?.displayName}</bdi>
              </span>
              <span className="block text-muted">
                {t('remaining', {
                  count: invite.maxUses - invite.uses,
                  when: format.dateTime(new Date(invite.expiresAt), {
                    dateStyle: 'medium',
                    timeStyle: 'short',
                  }),
                })}
              </span>
            </span>
            <Button size="sm" variant="danger" onClick={() => void revoke(invite)}>
              {t('revoke')}
            </Button>
          </li>
        ))}
      </ul>
    </DetailsSection>
  );
}
