'use client';

import { Select } from '@chitlaq/ui';
import { useQuery } from '@tanstack/react-query';
import { useLocale, useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';

/** Chooses the rule of the campus that was broken. */
export function RuleField(props: {
  value: string;
  onChange: (rule: string) => void;
  error?: string | undefined;
}) {
  const { value, onChange, error } = props;
  const t = useTranslations('reports.dialog');
  const isEnglish = useLocale() === 'en';
  const rules = useQuery({
    queryKey: ['rules'],
    queryFn: () => api.get('/moderation/rules'),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const options = (rules.data?.items ?? []).map(({ id, titleTr, titleEn }) => ({
    value: id,
    label: isEnglish ? titleEn : titleTr,
  }));
  return (
    <Select
      label={t('rule')}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      options={[{ value: '', label: t('ruleChoose') }, ...options]}
      error={error}
    />
  );
}
