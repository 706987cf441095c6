'use client';

import { Banner, Button, ConfirmDialog, DataTable, IconButton, toast } from '@chitlaq/ui';
import { Pencil, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { useSubmit } from '../../lib/use-submit.ts';
import { RuleDialog } from './rule-dialog.tsx';
import { formatRule, type Rule, type University } from './types.ts';

type OpenDialog = { kind: 'add' } | { kind: 'edit' | 'remove'; rule: Rule };

/** The registration rules of a university, with buttons to edit and add. */
export function Rules({
  university,
  onChanged,
}: {
  university: University;
  onChanged: () => Promise<unknown>;
}) {
  const t = useTranslations('universities.rule');
  const labels = useTranslations('labels');
  const [openDialog, setOpenDialog] = useState<OpenDialog>();
  const close = () => setOpenDialog(undefined);
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
          onClick={() => setOpenDialog({ kind: 'add' })}
        >
          {t('add')}
        </Button>
      </div>
      <DataTable
        caption={t('title')}
        rows={university.rules}
        stacked
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
                  <span className="block font-normal text-muted">{t('withSubdomains')}</span>
                ) : null}
              </>
            ),
          },
          { key: 'as', header: t('affiliation'), cell: (rule) => labels(`affiliations.${rule.affiliation}`) },
          {
            key: 'mailbox',
            header: t('mailbox'),
            className: 'max-desktop:tablet:hidden text-muted',
            cell: (rule) => labels(`mailboxRules.${rule.mailboxRule}`),
          },
          {
            key: 'note',
            header: t('note'),
            className: 'max-w-56 text-muted',
            cell: (rule) => (
              <span dir="auto" className="line-clamp-2">
                {rule.note}
              </span>
            ),
          },
          {
            key: 'acts',
            header: <span className="sr-only">{t('actions')}</span>,
            align: 'end',
            cell: (rule) => (
              <span className="inline-flex whitespace-nowrap">
                <IconButton
                  label={`${t('edit')}: ${formatRule(rule)}`}
                  tooltip={t('edit')}
                  onClick={() => setOpenDialog({ kind: 'edit', rule })}
                >
                  <Pencil aria-hidden="true" />
                </IconButton>
                <IconButton
                  label={`${t('remove')}: ${formatRule(rule)}`}
                  tooltip={t('remove')}
                  onClick={() => setOpenDialog({ kind: 'remove', rule })}
                >
                  <Trash2 aria-hidden="true" />
                </IconButton>
              </span>
            ),
          },
        ]}
      />
      {openDialog?.kind === 'add' || openDialog?.kind === 'edit' ? (
        <RuleDialog
          university={university}
          rule={openDialog.kind === 'edit' ? openDialog.rule : undefined}
          onClose={close}
          onDone={onChanged}
        />
      ) : null}
      {openDialog?.kind === 'remove' ? (
        <RemoveRule university={university} rule={openDialog.rule} onClose={close} onDone={onChanged} />
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
  const tShell = useTranslations('shell');
  const submission = useSubmit();
  const isLast = university.rules.length === 1;
  const remove = async () => {
    const isDone = await submission.run(() =>
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
      description={t(isLast ? 'removeLast' : 'removeLead', { addresses: formatRule(rule) })}
      confirmLabel={t('removeSubmit')}
      cancelLabel={tShell('cancel')}
      danger
      pending={submission.isPending}
      onConfirm={() => void remove()}
    >
      {submission.problem ? <Banner tone="danger" title={submission.problem} live="assertive" /> : null}
    </ConfirmDialog>
  );
}
