'use client';

import { Banner, Button, Checkbox, Select, Sheet, TextField, toast } from '@chitlaq/ui';
import { type FormEvent, useId, useState } from 'react';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { useSend } from '../../lib/use-send.ts';
import { AFFILIATIONS, MAILBOX_RULES, type Rule, type University } from './words.ts';

type Draft = Pick<Rule, 'domain' | 'includeSubdomains' | 'prefix' | 'affiliation' | 'mailboxRule' | 'note'>;

const FIELDS = ['domain', 'includeSubdomains', 'prefix', 'affiliation', 'mailboxRule', 'note'] as const;

function draftOf(university: University, rule: Rule | undefined): Draft {
  if (rule) return rule;
  const domain = university.domains[0] ?? '';
  const mailboxRule = university.rules.find((one) => one.domain === domain)?.mailboxRule ?? 'exact';
  return { domain, includeSubdomains: false, prefix: '', affiliation: 'student', mailboxRule, note: '' };
}

/** Adds a rule, or changes one. What it would let in is said in a sentence while one fills it in. */
export function RuleDialog(props: {
  university: University;
  rule: Rule | undefined;
  onClose: () => void;
  onDone: () => Promise<unknown>;
}) {
  const { university, rule, onClose, onDone } = props;
  const t = useTranslations('universities.rule');
  const words = useTranslations('words');
  const frame = useTranslations('frame');
  const formId = useId();
  const send = useSend(FIELDS);
  const [draft, setDraft] = useState(() => draftOf(university, rule));
  const [isMissing, setIsMissing] = useState(false);
  const change = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }));

  const save = async (event: FormEvent) => {
    event.preventDefault();
    setIsMissing(draft.domain.trim() === '');
    if (draft.domain.trim() === '') return;
    const { domain, includeSubdomains, prefix, affiliation, mailboxRule, note } = draft;
    const shared = { includeSubdomains, prefix, affiliation, mailboxRule, note };
    const { id } = university;
    const isDone = await send.run(() =>
      rule
        ? api.patch('/admin/universities/{id}/rules/{ruleId}', {
            path: { id, ruleId: rule.id },
            body: shared,
          })
        : api.post('/admin/universities/{id}/rules', { path: { id }, body: { domain, ...shared } }),
    );
    if (!isDone) return;
    await onDone();
    toast({ message: rule ? t('changed') : t('added'), tone: 'good' });
    onClose();
  };

  return (
    <Sheet
      open
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      title={rule ? t('editTitle') : t('addTitle')}
      description={university.name}
      closeLabel={frame('close')}
      footer={
        <>
          <Button variant="quiet" onClick={onClose}>
            {frame('cancel')}
          </Button>
          <Button type="submit" form={formId} variant="primary" pending={send.isPending}>
            {t('save')}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={(event) => void save(event)} className="grid gap-4" noValidate>
        {send.problem ? <Banner tone="danger" title={send.problem} live="assertive" /> : null}
        <TextField
          label={t('domain')}
          help={rule ? t('domainFixed') : t('domainHelp')}
          value={draft.domain}
          readOnly={rule !== undefined}
          maxLength={253}
          autoCapitalize="none"
          spellCheck={false}
          onChange={(event) => {
            setIsMissing(false);
            change({ domain: event.target.value });
          }}
          error={isMissing ? t('domainNeeded') : send.errors.domain}
        />
        <Checkbox
          label={t('sub')}
          help={t('subHelp')}
          checked={draft.includeSubdomains}
          onChange={(event) => change({ includeSubdomains: event.target.checked })}
          error={send.errors.includeSubdomains}
        />
        <TextField
          label={t('prefix')}
          note={t('optional')}
          help={t('prefixHelp')}
          value={draft.prefix}
          maxLength={64}
          autoCapitalize="none"
          spellCheck={false}
          onChange={(event) => change({ prefix: event.target.value })}
          error={send.errors.prefix}
        />
        <Select
          label={t('affiliation')}
          value={draft.affiliation}
          onChange={(event) =>
            change({ affiliation: AFFILIATIONS.find((one) => one === event.target.value) ?? 'student' })
          }
          options={AFFILIATIONS.map((value) => ({ value, label: words(`affiliations.${value}`) }))}
          error={send.errors.affiliation}
        />
        <WhatFollows university={university} rule={rule} draft={draft} />
        <Select
          label={t('mailboxRule')}
          help={t('mailboxHelp')}
          value={draft.mailboxRule}
          onChange={(event) =>
            change({ mailboxRule: MAILBOX_RULES.find((one) => one === event.target.value) ?? 'exact' })
          }
          options={MAILBOX_RULES.map((value) => ({ value, label: words(`mailboxRules.${value}`) }))}
          error={send.errors.mailboxRule}
        />
        <TextField
          label={t('note')}
          note={t('optional')}
          help={t('noteHelp')}
          value={draft.note}
          maxLength={500}
          onChange={(event) => change({ note: event.target.value })}
          error={send.errors.note}
        />
      </form>
    </Sheet>
  );
}

function WhatFollows({
  university,
  rule,
  draft,
}: {
  university: University;
  rule: Rule | undefined;
  draft: Draft;
}) {
  const t = useTranslations('universities.rule');
  const words = useTranslations('words');
  const domain = draft.domain.trim().toLowerCase();
  const prefix = draft.prefix.trim().toLowerCase();
  if (domain === '') return null;
  const known = rule ?? university.rules.find((one) => one.domain === domain);
  const refolds = known !== undefined && known.mailboxRule !== draft.mailboxRule;
  return (
    <Banner>
      <p>
        {t.rich(prefix === '' ? 'summaryAll' : 'summary', {
          domain: draft.includeSubdomains ? `@(…)${domain}` : `@${domain}`,
          prefix,
          affiliation: words(`affiliations.${draft.affiliation}`),
          b: (chunks) => <strong className="font-medium">{chunks}</strong>,
        })}
      </p>
      {!rule && !university.isOpen ? <p>{t('opens')}</p> : null}
      {refolds ? <p>{t('mailboxWarning')}</p> : null}
    </Banner>
  );
}
