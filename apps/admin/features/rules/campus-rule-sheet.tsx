'use client';

import { Banner, Button, Sheet, TextArea, TextField } from '@chitlaq/ui';
import { type FormEvent, useId, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { SubmitState } from '../../lib/use-submit.ts';

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
  const tShell = useTranslations('shell');
  const formId = useId();
  const [texts, setTexts] = useState<RuleTexts>({
    titleTr: rule?.titleTr ?? '',
    titleEn: rule?.titleEn ?? '',
    textTr: rule?.textTr ?? '',
    textEn: rule?.textEn ?? '',
  });
  const [isTried, setIsTried] = useState(false);
  const save = async (event: FormEvent) => {
    event.preventDefault();
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
    <Sheet
      open
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      title={rule ? t('editTitle') : t('addTitle')}
      description={t('sheetLead')}
      closeLabel={tShell('close')}
      footer={
        <>
          <Button variant="quiet" onClick={onClose}>
            {tShell('cancel')}
          </Button>
          {onRetire ? (
            <Button
              variant="danger"
              pending={submission.isPending}
              onClick={() => void onRetire().then((isDone) => isDone && onClose())}
            >
              {t('retire')}
            </Button>
          ) : null}
          <Button type="submit" form={formId} variant="primary" pending={submission.isPending}>
            {t('save')}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={(event) => void save(event)} className="grid grid-cols-1 gap-4" noValidate>
        {submission.problem ? <Banner tone="danger" title={submission.problem} live="assertive" /> : null}
        <TextField {...fieldFor('titleTr')} maxLength={120} />
        <TextArea {...fieldFor('textTr')} maxLength={1000} />
        <TextField {...fieldFor('titleEn')} maxLength={120} />
        <TextArea {...fieldFor('textEn')} maxLength={1000} />
      </form>
    </Sheet>
  );
}
