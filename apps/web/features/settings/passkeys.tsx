'use client';

import type { Schemas } from '@chitlaq/client';
import { useProblemText, useServerNow } from '@chitlaq/react';
import { Button, ConfirmDialog, Dialog, Loading, Skeleton, TextField, toast } from '@chitlaq/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { QueryError } from '../../components/query-error.tsx';
import { api } from '../../lib/api.ts';
import { useProblemForm } from '../../lib/form.ts';
import { addPasskey, browserRefusal, supportsPasskeys } from '../../lib/passkeys.ts';
import { passkeysQuery } from '../session/passkeys-query.ts';
import { useReauthentication } from '../session/reauthentication.tsx';

type Passkey = Schemas['Passkey'];

/** The member's passkeys: add, rename and remove one. */
export function Passkeys() {
  const t = useTranslations('settings.passkeys');
  const problemText = useProblemText();
  const queries = useQueryClient();
  const query = useQuery(passkeysQuery);
  const { run, dialog } = useReauthentication();
  const [isSupported, setIsSupported] = useState(true);
  const [isAdding, setIsAdding] = useState(false);
  const [renamed, setRenamed] = useState<Passkey>();
  const [removed, setRemoved] = useState<Passkey>();
  useEffect(() => setIsSupported(supportsPasskeys()), []);
  const refresh = () => queries.invalidateQueries({ queryKey: passkeysQuery.queryKey });

  const add = async () => {
    setIsAdding(true);
    try {
      const added = await run(addPasskey);
      await refresh();
      toast({ message: t('added'), tone: 'good' });
      setRenamed(added);
    } catch (error) {
      const refusal = browserRefusal(error);
      if (refusal === 'known') toast({ message: t('known') });
      else if (refusal === undefined) toast({ message: problemText(error), tone: 'danger' });
    } finally {
      setIsAdding(false);
    }
  };
  const remove = async ({ id }: Passkey) => {
    setRemoved(undefined);
    try {
      await run(() => api.delete('/auth/passkeys/{id}', { path: { id } }));
      toast({ message: t('removed') });
    } catch (error) {
      toast({ message: problemText(error), tone: 'danger' });
    }
    await refresh();
  };

  return (
    <section className="grid gap-4">
      <div>
        <h2 className="font-medium text-lg">{t('title')}</h2>
        <p className="text-muted">{t('lead')}</p>
      </div>
      {query.isPending ? (
        <Loading label={t('loading')}>
          <Skeleton className="h-16" />
        </Loading>
      ) : null}
      {query.error && !query.data ? <QueryError query={query} title={t('failed')} /> : null}
      {query.data && query.data.items.length > 0 ? (
        <ul className="rounded-card border border-line">
          {query.data.items.map((passkey) => (
            <PasskeyRow
              key={passkey.id}
              passkey={passkey}
              onRename={() => setRenamed(passkey)}
              onRemove={() => setRemoved(passkey)}
            />
          ))}
        </ul>
      ) : null}
      {isSupported ? (
        <div>
          <Button variant="outline" pending={isAdding} onClick={() => void add()}>
            {t('add')}
          </Button>
        </div>
      ) : (
        <p className="text-muted">{t('unsupported')}</p>
      )}
      {dialog}
      {renamed ? (
        <RenameDialog passkey={renamed} onClose={() => setRenamed(undefined)} onRenamed={refresh} />
      ) : null}
      {removed ? (
        <ConfirmDialog
          open
          onOpenChange={(isOpen) => {
            if (!isOpen) setRemoved(undefined);
          }}
          title={t('removeTitle', { name: removed.name })}
          description={t('removeLead')}
          confirmLabel={t('remove')}
          cancelLabel={t('cancel')}
          danger
          onConfirm={() => void remove(removed)}
        />
      ) : null}
    </section>
  );
}

function PasskeyRow(props: { passkey: Passkey; onRename: () => void; onRemove: () => void }) {
  const { name, createdAt, lastUsedAt } = props.passkey;
  const t = useTranslations('settings.passkeys');
  const format = useFormatter();
  const now = useServerNow();
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 border-line px-4 py-3 not-last:border-b">
      <span className="min-w-40 flex-1">
        <span className="block break-words font-medium">{name}</span>
        <span className="block text-muted text-sm">
          {[
            t('addedOn', { date: format.dateTime(new Date(createdAt), { dateStyle: 'medium' }) }),
            lastUsedAt
              ? t('lastUsed', { time: format.relativeTime(new Date(lastUsedAt), now) })
              : t('neverUsed'),
          ].join(' · ')}
        </span>
      </span>
      <span className="flex gap-2">
        <Button size="sm" variant="outline" aria-label={t('renameNamed', { name })} onClick={props.onRename}>
          {t('rename')}
        </Button>
        <Button size="sm" variant="outline" aria-label={t('removeNamed', { name })} onClick={props.onRemove}>
          {t('remove')}
        </Button>
      </span>
    </li>
  );
}

function RenameDialog(props: { passkey: Passkey; onClose: () => void; onRenamed: () => Promise<void> }) {
  const t = useTranslations('settings.passkeys');
  const form = useProblemForm({
    defaultValues: { name: props.passkey.name },
    send: async ({ name }) => {
      await api.patch('/auth/passkeys/{id}', { path: { id: props.passkey.id }, body: { name } });
      await props.onRenamed();
      props.onClose();
    },
  });
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => {
        if (!isOpen) props.onClose();
      }}
      title={t('nameTitle')}
      closeLabel={t('close')}
    >
      <form noValidate className="grid gap-4" onSubmit={form.submit}>
        <TextField
          label={t('name')}
          help={t('nameHelp')}
          maxLength={60}
          autoFocus
          {...form.field('name', { validate: (value) => value.trim() !== '' || t('nameMissing') })}
        />
        <Button type="submit" variant="primary" pending={form.isPending}>
          {t('save')}
        </Button>
      </form>
    </Dialog>
  );
}
