'use client';

import { Button, TextArea, TextField } from '@chitlaq/ui';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { SubmitState } from '../../lib/use-submit.ts';
import { FormSheet } from '../frame/form-sheet.tsx';

export interface RuleTexts {
  titleTr: string;
  titleEn: string;
  textTr: string;
  textEn: string;
}

/** Writes a rule of the campus in both languages, or retires it. */
export function CampusRuleSheet({
  rule,
  submission,
  onClose,
  onSave,
  onRetire,
}: {
  rule: RuleTexts | undefined;
  submission: SubmitState;
  onClose: () => void;
  /** Resolves with whether it succeeded. */
  onSave: (texts: RuleTexts) => Promise<boolean>;
  onRetire: (() => Promise<boolean>) | undefined;
}) {
  const t = useTranslations('rules.campus');
  const [texts, setTexts] = useState<RuleTexts>({
    titleTr: rule?.titleTr ?? '',
    titleEn: rule?.titleEn ?? '',
    textTr: rule?.textTr ?? '',
    textEn: rule?.textEn ?? '',
  });
  const [isTried, setIsTried] = useState(false);
  const save = async () => {
    setIsTried(true);
    if (Object.values(texts).some((text) => text.trim() === '')) return;
    if (await onSave(texts)) onClose();
  };
  const fieldFor = (field: keyof RuleTexts) => ({
    label: t(`fields.${field}`),
    value: texts[field],
    lang: field.endsWith('Tr') ? 'tr' : 'en',
    error: isTried && texts[field].trim() === '' ? t('needed') : submission.errors[field],
    onChange: ({ target }: { target: { value: string } }) =>
      setTexts((before) => ({ ...before, [field]: target.value })),
  });
  return (
    <FormSheet
      title={rule ? t('editTitle') : t('addTitle')}
      description={t('sheetLead')}
      submitLabel={t('save')}
      otherAction={
        onRetire ? (
          <Button
            variant="danger"
            pending={submission.isPending}
            onClick={() => void onRetire().then((isDone) => isDone && onClose())}
          >
            {t('retire')}
          </Button>
        ) : null
      }
      submission={submission}
      onSubmit={save}
      onClose={onClose}
    >
      <TextField {...fieldFor('titleTr')} maxLength={120} />
      <TextArea {...fieldFor('textTr')} maxLength={1000} />
      <TextField {...fieldFor('titleEn')} maxLength={120} />
      <TextArea {...fieldFor('textEn')} maxLength={1000} />
    </FormSheet>
  );
}
