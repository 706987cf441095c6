'use client';

import { Banner, Checkbox, Select, TextField, toast } from '@chitlaq/ui';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { useSubmit } from '../../lib/use-submit.ts';
import { FormSheet } from '../frame/form-sheet.tsx';
import { AFFILIATIONS, MAILBOX_RULES, type Rule, type University } from './types.ts';

type Draft = Pick<Rule, 'domain' | 'includeSubdomains' | 'prefix' | 'affiliation' | 'mailboxRule' | 'note'>;

const FIELDS = ['domain', 'includeSubdomains', 'prefix', 'affiliation', 'mailboxRule', 'note'] as const;

function initialDraft(university: University, rule: Rule | undefined): Draft {
  if (rule) return rule;
  const domain = university.domains[0] ?? '';
  const mailboxRule =
    university.rules.find((candidate) => candidate.domain === domain)?.mailboxRule ?? 'exact';
  return { domain, includeSubdomains: false, prefix: '', affiliation: 'student', mailboxRule, note: '' };
}

/** Adds or edits a rule. A sentence previews which addresses it admits. */
export function RuleDialog(props: {
  university: University;
  rule: Rule | undefined;
  onClose: () => void;
  onDone: () => Promise<unknown>;
}) {
  const { university, rule, onClose, onDone } = props;
  const t = useTranslations('universities.rule');
  const labels = useTranslations('labels');
  const submission = useSubmit(FIELDS);
  const [draft, setDraft] = useState(() => initialDraft(university, rule));
  const [isMissing, setIsMissing] = useState(false);
  const updateDraft = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }));

  const save = async () => {
    setIsMissing(draft.domain.trim() === '');
    if (draft.domain.trim() === '') return;
    const { domain, includeSubdomains, prefix, affiliation, mailboxRule, note } = draft;
    const commonFields = { includeSubdomains, prefix, affiliation, mailboxRule, note };
    const { id } = university;
    const isDone = await submission.run(() =>
      rule
        ? api.patch('/admin/universities/{id}/rules/{ruleId}', {
            path: { id, ruleId: rule.id },
            body: commonFields,
          })
        : api.post('/admin/universities/{id}/rules', { path: { id }, body: { domain, ...commonFields } }),
    );
    if (!isDone) return;
    await onDone();
    toast({ message: rule ? t('changed') : t('added'), tone: 'good' });
    onClose();
  };

  return (
    <FormSheet
      title={rule ? t('editTitle') : t('addTitle')}
      description={university.name}
      submitLabel={t('save')}
      submission={submission}
      onSubmit={save}
      onClose={onClose}
    >
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
          updateDraft({ domain: event.target.value });
        }}
        error={isMissing ? t('domainNeeded') : submission.errors.domain}
      />
      <Checkbox
        label={t('includeSubdomains')}
        help={t('includeSubdomainsHelp')}
        checked={draft.includeSubdomains}
        onChange={(event) => updateDraft({ includeSubdomains: event.target.checked })}
        error={submission.errors.includeSubdomains}
      />
      <TextField
        label={t('prefix')}
        note={t('optional')}
        help={t('prefixHelp')}
        value={draft.prefix}
        maxLength={64}
        autoCapitalize="none"
        spellCheck={false}
        onChange={(event) => updateDraft({ prefix: event.target.value })}
        error={submission.errors.prefix}
      />
      <Select
        label={t('newAffiliation')}
        value={draft.affiliation}
        onChange={(event) =>
          updateDraft({
            affiliation: AFFILIATIONS.find((candidate) => candidate === event.target.value) ?? 'student',
          })
        }
        options={AFFILIATIONS.map((value) => ({ value, label: labels(`affiliations.${value}`) }))}
        error={submission.errors.affiliation}
      />
      <RulePreview university={university} rule={rule} draft={draft} />
      <Select
        label={t('mailboxRule')}
        help={t('mailboxHelp')}
        value={draft.mailboxRule}
        onChange={(event) =>
          updateDraft({
            mailboxRule: MAILBOX_RULES.find((candidate) => candidate === event.target.value) ?? 'exact',
          })
        }
        options={MAILBOX_RULES.map((value) => ({ value, label: labels(`mailboxRules.${value}`) }))}
        error={submission.errors.mailboxRule}
      />
      <TextField
        label={t('note')}
        note={t('optional')}
        help={t('noteHelp')}
        value={draft.note}
        maxLength={500}
        onChange={(event) => updateDraft({ note: event.target.value })}
        error={submission.errors.note}
      />
    </FormSheet>
  );
}

function RulePreview({
  university,
  rule,
  draft,
}: {
  university: University;
  rule: Rule | undefined;
  draft: Draft;
}) {
  const t = useTranslations('universities.rule');
  const labels = useTranslations('labels');
  const domain = draft.domain.trim().toLowerCase();
  const prefix = draft.prefix.trim().toLowerCase();
  if (domain === '') return null;
  const existingRule = rule ?? university.rules.find((candidate) => candidate.domain === domain);
  const changesMailboxRule = existingRule !== undefined && existingRule.mailboxRule !== draft.mailboxRule;
  return (
    <Banner>
      <p>
        {t.rich(prefix === '' ? 'summaryAll' : 'summary', {
          domain: draft.includeSubdomains ? `@(…)${domain}` : `@${domain}`,
          prefix,
          affiliation: labels(`affiliations.${draft.affiliation}`),
          b: (chunks) => <strong className="font-medium">{chunks}</strong>,
        })}
      </p>
      {!rule && !university.isOpen ? <p>{t('opensUniversity')}</p> : null}
      {changesMailboxRule ? <p>{t('mailboxWarning')}</p> : null}
    </Banner>
  );
}
