'use client';

import type { Schemas } from '@chitlaq/client';
import { Button, Select, TextField, toast } from '@chitlaq/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Copy } from 'lucide-react';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { paths } from '../../lib/paths.ts';
import { useProblemText } from '../../lib/problems.ts';
import { Part } from './details-parts.tsx';

const SPANS = { hour: 3_600, day: 86_400, week: 604_800, month: 2_592_000 } as const;
type Span = keyof typeof SPANS;
const isSpan = (value: string): value is Span => value in SPANS;

/** Links by which others join a group: how long and for how many each holds, and taking one back. */
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
  const [span, setSpan] = useState<Span>('week');
  const [uses, setUses] = useState('50');
  const [made, setMade] = useState<string>();
  const [isPending, setIsPending] = useState(false);
  const refresh = () => queries.invalidateQueries({ queryKey: key });
  const fail = (error: unknown) => toast({ message: problemText(error), tone: 'danger' });
  const copy = async (link: string) => {
    await navigator.clipboard.writeText(link).then(
      () => toast({ message: t('copied'), tone: 'good' }),
      () => undefined, // it stands in its field, to be copied by hand
    );
  };
  const make = async () => {
    setIsPending(true);
    try {
      const { token } = await api.post('/conversations/{id}/invites', {
        path: { id },
        body: {
          expiresInSeconds: SPANS[span],
          maxUses: Math.min(500, Math.max(1, Math.floor(Number(uses)) || 1)),
        },
      });
      const link = `${window.location.origin}${paths.join}#${token}`;
      setMade(link);
      await copy(link);
      await refresh();
    } catch (error) {
      fail(error);
    }
    setIsPending(false);
  };
  const withdraw = ({ id: inviteId }: Schemas['GroupInvite']) =>
    api.delete('/conversations/{id}/invites/{inviteId}', { path: { id, inviteId } }).then(refresh, fail);
  return (
    <Part title={t('title')}>
      <form
        className="flex flex-wrap items-end gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          void make();
        }}
      >
        <Select
          label={t('holds')}
          value={span}
          onChange={(event) => {
            if (isSpan(event.target.value)) setSpan(event.target.value);
          }}
          options={(Object.keys(SPANS) as Span[]).map((value) => ({ value, label: t(`spans.${value}`) }))}
        />
        <TextField
          label={t('uses')}
          type="number"
          inputMode="numeric"
          min={1}
          max={500}
          value={uses}
          frameClassName="w-28"
          onChange={(event) => setUses(event.target.value)}
        />
        <Button type="submit" pending={isPending}>
          {t('make')}
        </Button>
      </form>
      {made ? (
        <div className="flex items-end gap-2">
          <TextField
            label={t('link')}
            help={t('once')}
            readOnly
            value={made}
            frameClassName="min-w-0 flex-1"
          />
          <Button
            icon={<Copy aria-hidden="true" className="size-4.5" />}
            className="mb-7"
            onClick={() => void copy(made)}
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
                <bdi>{invite.madeBy?.displayName}</bdi>
              </span>
              <span className="block text-muted">
                {t('left', {
                  count: invite.maxUses - invite.uses,
                  when: format.dateTime(new Date(invite.expiresAt), {
                    dateStyle: 'medium',
                    timeStyle: 'short',
                  }),
                })}
              </span>
            </span>
            <Button size="sm" variant="danger" onClick={() => void withdraw(invite)}>
              {t('withdraw')}
            </Button>
          </li>
        ))}
      </ul>
    </Part>
  );
}
