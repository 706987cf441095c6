'use client';

import type { Schemas } from '@chitlaq/client';
import { Banner } from '@chitlaq/ui';
import { useQuery } from '@tanstack/react-query';
import { useLocale, useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { useUniversityOf } from './universities.tsx';

export type RegistrationMode = Schemas['University']['registrationMode'];

/** How somebody with this address registers, and what the campus asks; undefined until it is known. */
export function useRegistrationMode(email: string): { mode: RegistrationMode | undefined; question: string } {
  const locale = useLocale() === 'en' ? 'en' : 'tr';
  const { data } = useQuery({ queryKey: ['campus'], queryFn: () => api.get('/campus') });
  const university = useUniversityOf(email);
  return {
    mode: university?.registrationMode ?? data?.registrationMode,
    question: data?.approvalQuestion[locale] ?? '',
  };
}

/** Says before somebody types how registration goes, if not at once. */
export function ModeNotice({ mode }: { mode: RegistrationMode | undefined }) {
  const t = useTranslations('auth.modes');
  if (mode === undefined || mode === 'open') return null;
  return (
    <Banner
      tone={mode === 'closed' ? 'warn' : 'info'}
      title={t(`${mode}.title`)}
      className="mb-4"
      live="polite"
    >
      {t(`${mode}.text`)}
    </Banner>
  );
}
