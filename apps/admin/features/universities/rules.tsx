'use client';

import { Banner, Button, ConfirmDialog, DataTable, IconButton, toast } from '@chitlaq/ui';
import { Pencil, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { useSend } from '../../lib/use-send.ts';
import { RuleDialog } from './rule-dialog.tsx';
import { addressesOf, type Rule, type University } from './words.ts';

type Asking = { act: 'add' } | { act: 'edit' | 'remove'; rule: Rule };

/** Who may register: each rule with its ways to change, and one more. */
export function Rules({
  university,
  onChanged,
}: {
  university: University;
  onChanged: () => Promise<unknown>;
}) {
  const t = useTranslations('universities.rule');
  const words = useTranslations('words');
  const [asking, setAsking] = useState<Asking>();
  const close = () => setAsking(undefined);
  return (
    <section className="grid gap-3">
      <div className="flex flex-wrap items-end justify-between gap-3">
        <div className="min-w-0 flex-1 basis-64">
          <h2 className="font-medium text-lg">{t('title')}</h2>
          <p className="text-muted text-sm">{t('lead')}</p>
        </div>
        <Button
          variant="primary"
          icon={<Plus aria-hidden="true" className="size-4.5" />}
          onClick={() => setAsking({ act: 'add' })}
        >
          {t('add')}
        </Button>
      </div>
      <DataTable
        caption={t('title')}
        rows={university.rules}
        rowKey={(rule) => rule.id}
        empty={<p className="px-4 py-4 text-muted">{t('none')}</p>}
        columns={[
          {
            key: 'addresses',
            header: t('addresses'),
            isRowHeader: true,
            cell: (rule) => (
              <>
                <span className="break-all tablet:whitespace-nowrap">{`${rule.prefix}…@${rule.domain}`}</span>
                {rule.includeSubdomains ? (
                  <span className="block font-normal text-muted">{t('withSub')}</span>
                ) : null}
              </>
            ),
          },
          { key: 'as', header: t('as'), cell: (rule) => words(`affiliations.${rule.affiliation}`) },
          {
            key: 'mailbox',
            header: t('mailbox'),
            className: 'max-desktop:hidden text-muted',
            cell: (rule) => words(`mailboxRules.${rule.mailboxRule}`),
          },
          {
            key: 'note',
            header: t('note'),
            className: 'max-tablet:hidden max-w-56 text-muted',
            cell: (rule) => (
              <span dir="auto" className="line-clamp-2">
                {rule.note}
              </span>
            ),
          },
          {
            key: 'acts',
            header: <span className="sr-only">{t('acts')}</span>,
            align: 'end',
            cell: (rule) => (
              <span className="inline-flex whitespace-nowrap">
                <IconButton
                  label={`${t('edit')}: ${addressesOf(rule)}`}
                  tooltip={t('edit')}
                  onClick={() => setAsking({ act: 'edit', rule })}
                >
                  <Pencil aria-hidden="true" />
                </IconButton>
                <IconButton
                  label={`${t('remove')}: ${addressesOf(rule)}`}
                  tooltip={t('remove')}
                  onClick={() => setAsking({ act: 'remove', rule })}
                >
                  <Trash2 aria-hidden="true" />
                </IconButton>
              </span>
            ),
          },
        ]}
      />
      {asking?.act === 'add' || asking?.act === 'edit' ? (
        <RuleDialog
          university={university}
          rule={asking.act === 'edit' ? asking.rule : undefined}
          onClose={close}
          onDone={onChanged}
        />
      ) : null}
      {asking?.act === 'remove' ? (
        <RemoveRule university={university} rule={asking.rule} onClose={close} onDone={onChanged} />
      ) : null}
    </section>
  );
}

function RemoveRule(props: {
  university: University;
  rule: Rule;
  onClose: () => void;
  onDone: () => Promise<unknown>;
}) {
  const { university, rule, onClose, onDone } = props;
  const t = useTranslations('universities.rule');
  const frame = useTranslations('frame');
  const send = useSend();
  const isLast = university.rules.length === 1;
  const remove = async () => {
    const isDone = await send.run(() =>
      api.delete('/admin/universities/{id}/rules/{ruleId}', {
        path: { id: university.id, ruleId: rule.id },
      }),
    );
    if (!isDone) return;
    await onDone();
    toast({ message: t('removed'), tone: 'good' });
    onClose();
  };
  return (
    <ConfirmDialog
      open
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      title={t('removeTitle')}
      description={t(isLast ? 'removeLast' : 'removeLead', { addresses: addressesOf(rule) })}
      confirmLabel={t('removeSubmit')}
      cancelLabel={frame('cancel')}
      danger
      pending={send.isPending}
      onConfirm={() => void remove()}
    >
      {send.problem ? <Banner tone="danger" title={send.problem} live="assertive" /> : null}
    </ConfirmDialog>
  );
}
