'use client';

import { parseRule, RULE_LIMITS, RuleSyntaxError } from '@chitlaq/text/automatic-rule';
import { RadioGroup, TextArea, TextField, toast } from '@chitlaq/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { useSubmit } from '../../lib/use-submit.ts';
import { FormSheet } from '../frame/form-sheet.tsx';
import { RuleField } from '../members/rule-field.tsx';
import { Conditions } from './conditions.tsx';
import { draftOf, draftText, newCondition, type RuleDraft } from './rule-draft.ts';
import { RuleText } from './rule-text.tsx';
import { RULES_KEY, type RuleDetails, ruleKey } from './types.ts';

const FIELDS = [
  'name',
  'text',
  'action',
  'campusRuleId',
  'noticeTr',
  'noticeEn',
  'limitPercent',
  'limitMinimum',
] as const;

const START: RuleDraft = { subject: 'post', joins: 'all', conditions: [newCondition('text')] };

/** What is wrong with the text of a rule, in words. */
function useSyntaxError(text: string): string | undefined {
  const t = useTranslations('rules.errors');
  try {
    parseRule(text);
    return undefined;
  } catch (error) {
    if (!(error instanceof RuleSyntaxError)) throw error;
    return t('at', { position: error.position + 1, problem: t(error.code) });
  }
}

const draftFromText = (text: string): RuleDraft | null => {
  try {
    return draftOf(parseRule(text));
  } catch {
    return null;
  }
};

/** Writes a rule, or another version of one. A form writes the language; its text can be written as well. */
export function RuleSheet({
  rule,
  onClose,
  onSaved,
}: {
  rule: RuleDetails | undefined;
  onClose: () => void;
  onSaved?: (saved: RuleDetails) => void;
}) {
  const t = useTranslations('rules.form');
  const queries = useQueryClient();
  const submission = useSubmit(FIELDS);
  const [draft, setDraft] = useState<RuleDraft | null>(() => (rule ? draftFromText(rule.text) : START));
  const [text, setText] = useState(rule?.text ?? draftText(START));
  const [view, setView] = useState<'form' | 'text'>(draft === null ? 'text' : 'form');
  const [isTried, setIsTried] = useState(false);
  const [values, setValues] = useState({
    name: rule?.name ?? '',
    action: rule?.action ?? ('report' as const),
    campusRuleId: rule?.campusRuleId ?? '',
    noticeTr: rule?.noticeTr ?? '',
    noticeEn: rule?.noticeEn ?? '',
    limitPercent: String(rule?.limitPercent ?? 30),
    limitMinimum: String(rule?.limitMinimum ?? 5),
  });
  const set = (part: Partial<typeof values>) => setValues((before) => ({ ...before, ...part }));
  const syntaxError = useSyntaxError(text);
  const missing = (field: 'name' | 'campusRuleId' | 'noticeTr' | 'noticeEn') =>
    isTried && values[field].trim() === '' ? t('needed') : submission.errors[field];

  const show = (next: 'form' | 'text') => {
    if (next === 'form') {
      const found = draftFromText(text);
      setDraft(found);
      if (found === null) return;
    }
    setView(next);
  };
  const save = async () => {
    setIsTried(true);
    const needed = [values.name, values.campusRuleId, values.noticeTr, values.noticeEn];
    if (syntaxError !== undefined || needed.some((value) => value.trim() === '')) return;
    const body = {
      ...values,
      text,
      limitPercent: Number(values.limitPercent),
      limitMinimum: Number(values.limitMinimum),
    };
    const isDone = await submission.run(async () => {
      const saved = rule
        ? await api.put('/admin/automatic-rules/{id}', {
            path: { id: rule.id },
            body: { ...body, basedOn: rule.version },
          })
        : await api.post('/admin/automatic-rules', { body });
      queries.setQueryData(ruleKey(saved.id), saved);
      await queries.invalidateQueries({ queryKey: RULES_KEY });
      onSaved?.(saved);
    });
    if (!isDone) return;
    toast({ message: t('saved'), tone: 'good' });
    onClose();
  };
  return (
    <FormSheet
      title={rule ? t('editTitle') : t('addTitle')}
      description={rule?.onVersion ? t('editLead') : t('lead')}
      submitLabel={t('save')}
      submission={submission}
      onSubmit={save}
      onClose={onClose}
    >
      <TextField
        label={t('name')}
        help={t('nameHelp')}
        value={values.name}
        maxLength={120}
        error={missing('name')}
        onChange={({ target }) => set({ name: target.value })}
      />
      <RadioGroup
        label={t('view')}
        layout="segmented"
        value={view}
        onValueChange={show}
        options={[
          { value: 'form', label: t('asForm') },
          { value: 'text', label: t('asText') },
        ]}
        help={view === 'text' && draft === null ? t('textOnly') : undefined}
      />
      {view === 'form' && draft !== null ? (
        <>
          <Conditions
            draft={draft}
            onChange={(next) => {
              setDraft(next);
              setText(draftText(next));
            }}
          />
          <div className="grid grid-cols-1 gap-1.5">
            <p className="font-medium">{t('written')}</p>
            <RuleText text={text} />
            {isTried && syntaxError ? (
              <p className="text-nar text-sm" role="alert">
                {syntaxError}
              </p>
            ) : null}
          </div>
        </>
      ) : (
        <TextArea
          label={t('text')}
          help={t('textHelp')}
          value={text}
          lang="en"
          maxLength={RULE_LIMITS.length}
          autoCapitalize="none"
          spellCheck={false}
          error={syntaxError ?? submission.errors.text}
          onChange={({ target }) => setText(target.value)}
        />
      )}
      <RadioGroup
        label={t('action')}
        value={values.action}
        onValueChange={(action) => set({ action })}
        options={(['report', 'hold'] as const).map((action) => ({
          value: action,
          label: t(`actions.${action}`),
          help: t(`actionHelp.${action}`),
        }))}
      />
      <RuleField
        value={values.campusRuleId}
        onChange={(campusRuleId) => set({ campusRuleId })}
        error={missing('campusRuleId')}
      />
      {(['Tr', 'En'] as const).map((language) => (
        <TextArea
          key={language}
          label={t(`notice${language}`)}
          help={language === 'Tr' ? t('noticeHelp') : undefined}
          lang={language.toLowerCase()}
          value={values[`notice${language}`]}
          maxLength={1000}
          error={missing(`notice${language}`)}
          onChange={({ target }) => set({ [`notice${language}`]: target.value })}
        />
      ))}
      <fieldset className="grid grid-cols-1 gap-2">
        <legend className="font-medium">{t('limit')}</legend>
        <p className="text-muted text-sm">{t('limitHelp')}</p>
        <div className="grid grid-cols-2 gap-3">
          <TextField
            label={t('limitPercent')}
            value={values.limitPercent}
            inputMode="numeric"
            error={submission.errors.limitPercent}
            onChange={({ target }) => set({ limitPercent: target.value.replace(/\D/g, '').slice(0, 3) })}
          />
          <TextField
            label={t('limitMinimum')}
            value={values.limitMinimum}
            inputMode="numeric"
            error={submission.errors.limitMinimum}
            onChange={({ target }) => set({ limitMinimum: target.value.replace(/\D/g, '').slice(0, 4) })}
          />
        </div>
      </fieldset>
    </FormSheet>
  );
}
