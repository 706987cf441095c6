'use client';

import { RULE_LIMITS } from '@chitlaq/text/automatic-rule';
import { Button, Checkbox, IconButton, RadioGroup, Select, TextArea, TextField } from '@chitlaq/ui';
import { Plus, Trash2 } from 'lucide-react';
import { useTranslations } from 'use-intl';
import {
  COMPARISONS,
  CONDITION_KINDS,
  type ConditionDraft,
  type ConditionKind,
  isCount,
  isRate,
  newCondition,
  RULE_SUBJECTS,
  type RuleDraft,
  UNITS,
} from './rule-draft.ts';

/** Keys of texts: those of kinds have spaces in the language. */
const keys = {
  'same text': 'sameText',
  'same picture': 'samePicture',
  'new conversations': 'newConversations',
  'conversations with strangers': 'withStrangers',
} as const;
const hasKey = (kind: ConditionKind): kind is keyof typeof keys => kind in keys;
const keyOf = (kind: ConditionKind) => (hasKey(kind) ? keys[kind] : kind);
const subjectKeys = { post: 'post', reply: 'reply', 'post or reply': 'both' } as const;

/** The form of a rule: what it looks at, and its conditions. It writes the language. */
export function Conditions({ draft, onChange }: { draft: RuleDraft; onChange: (draft: RuleDraft) => void }) {
  const t = useTranslations('rules.form');
  const { conditions } = draft;
  const setCondition = (index: number, next: ConditionDraft) =>
    onChange({ ...draft, conditions: conditions.map((before, nr) => (nr === index ? next : before)) });
  return (
    <div className="grid grid-cols-1 gap-4">
      <Select
        label={t('subject')}
        value={draft.subject}
        onChange={({ target }) =>
          onChange({ ...draft, subject: RULE_SUBJECTS.find((subject) => subject === target.value) ?? 'post' })
        }
        options={RULE_SUBJECTS.map((subject) => ({
          value: subject,
          label: t(`subjects.${subjectKeys[subject]}`),
        }))}
      />
      {conditions.length > 1 ? (
        <RadioGroup
          label={t('joins')}
          layout="segmented"
          value={draft.joins}
          onValueChange={(joins) => onChange({ ...draft, joins })}
          options={[
            { value: 'all', label: t('all') },
            { value: 'any', label: t('any') },
          ]}
        />
      ) : null}
      <ol className="grid grid-cols-1 gap-3">
        {conditions.map((condition, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity but their place
          <li key={index}>
            <Condition
              number={index + 1}
              condition={condition}
              onChange={(next) => setCondition(index, next)}
              onRemove={
                conditions.length > 1
                  ? () => onChange({ ...draft, conditions: conditions.filter((_, nr) => nr !== index) })
                  : undefined
              }
            />
          </li>
        ))}
      </ol>
      {conditions.length < RULE_LIMITS.tests ? (
        <div>
          <Button
            icon={<Plus aria-hidden="true" className="size-4.5" />}
            onClick={() => onChange({ ...draft, conditions: [...conditions, newCondition('links')] })}
          >
            {t('addCondition')}
          </Button>
        </div>
      ) : null}
    </div>
  );
}

function Condition({
  number,
  condition,
  onChange,
  onRemove,
}: {
  number: number;
  condition: ConditionDraft;
  onChange: (next: ConditionDraft) => void;
  onRemove: (() => void) | undefined;
}) {
  const t = useTranslations('rules.form');
  const { kind } = condition;
  const set = (part: Partial<ConditionDraft>) => onChange({ ...condition, ...part });
  return (
    <fieldset className="grid grid-cols-1 gap-3 rounded-card border border-line p-3">
      <legend className="sr-only">{t('condition', { number })}</legend>
      <div className="flex items-end gap-2">
        <Select
          label={t('condition', { number })}
          value={kind}
          onChange={({ target }) => {
            const next = CONDITION_KINDS.find((one) => one === target.value) ?? 'text';
            set({ kind: next, list: '' });
          }}
          options={CONDITION_KINDS.map((one) => ({ value: one, label: t(`kinds.${keyOf(one)}`) }))}
          frameClassName="min-w-0 flex-1"
        />
        {onRemove ? (
          <IconButton label={t('removeCondition', { number })} onClick={onRemove}>
            <Trash2 aria-hidden="true" />
          </IconButton>
        ) : null}
      </div>
      {kind === 'text' || kind === 'host' ? (
        <TextArea
          label={t(kind === 'text' ? 'words' : 'hosts')}
          help={t(kind === 'text' ? 'wordsHelp' : 'hostsHelp')}
          value={condition.list}
          autoCapitalize="none"
          spellCheck={false}
          onChange={({ target }) => set({ list: target.value })}
        />
      ) : null}
      {isRate(kind) || isCount(kind) ? (
        <div className="grid grid-cols-2 gap-3">
          <Select
            label={t('comparison')}
            value={condition.comparison}
            onChange={({ target }) =>
              set({ comparison: COMPARISONS.find((sign) => sign === target.value) ?? '>=' })
            }
            options={COMPARISONS.map((sign) => ({ value: sign, label: t(`comparisons.${signKeys[sign]}`) }))}
          />
          <TextField
            label={t('number')}
            value={condition.number}
            inputMode="numeric"
            onChange={({ target }) => set({ number: target.value.replace(/\D/g, '').slice(0, 3) })}
          />
        </div>
      ) : null}
      {isRate(kind) || kind === 'age' ? (
        <div className="grid grid-cols-2 gap-3">
          <TextField
            label={t(kind === 'age' ? 'younger' : 'within')}
            value={condition.amount}
            inputMode="numeric"
            onChange={({ target }) => set({ amount: target.value.replace(/\D/g, '').slice(0, 6) })}
          />
          <Select
            label={t('unit')}
            value={condition.unit}
            onChange={({ target }) => set({ unit: UNITS.find((unit) => unit === target.value) ?? 'day' })}
            options={UNITS.map((unit) => ({ value: unit, label: t(`units.${unit}`) }))}
          />
        </div>
      ) : null}
      <Checkbox
        label={t('negated')}
        checked={condition.isNegated}
        onChange={({ target }) => set({ isNegated: target.checked })}
      />
    </fieldset>
  );
}

const signKeys = {
  '>=': 'atLeast',
  '<=': 'atMost',
  '>': 'moreThan',
  '<': 'lessThan',
  '=': 'exactly',
} as const;
