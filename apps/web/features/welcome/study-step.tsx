'use client';

import type { Schemas } from '@chitlaq/client';
import { serverNow } from '@chitlaq/client';
import { Banner, Combobox, Select } from '@chitlaq/ui';
import { useQueryClient } from '@tanstack/react-query';
import { Controller } from 'react-hook-form';
import { useLocale, useTranslations } from 'use-intl';
import { RetryCountdown } from '../../components/retry-countdown.tsx';
import { api } from '../../lib/api.ts';
import { useProblemForm } from '../../lib/form.ts';
import { suggestionsKey } from '../explore/suggestions.ts';
import { ME_KEY } from '../session/session.ts';
import { findDepartments } from './departments.ts';
import { StepFrame, type StepNavigation } from './step-frame.tsx';

/** From this month (August, from 0) on, new students belong to the academic year that begins now. */
const FIRST_MONTH = 7;
const YEARS_OF_STUDY = 4;
/** Years ahead for students, and back for alumni. */
const YEARS = { ahead: 8, back: 60 };

/** The year in which a student who has just begun will graduate. */
function usualYear(now: Date): number {
  const start = now.getMonth() >= FIRST_MONTH ? now.getFullYear() : now.getFullYear() - 1;
  return start + YEARS_OF_STUDY;
}

function yearsFor(affiliation: Schemas['Me']['profile']['affiliation'], now: Date): number[] {
  const current = now.getFullYear();
  return affiliation === 'alumni'
    ? Array.from({ length: YEARS.back + 1 }, (_, index) => current - index)
    : Array.from({ length: YEARS.ahead + 1 }, (_, index) => current + index);
}

/** The department, and the year of graduation of students and alumni. */
export function StudyStep({ me, navigation }: { me: Schemas['Me']; navigation: StepNavigation }) {
  const t = useTranslations('welcome.study');
  const locale = useLocale() === 'en' ? 'en' : 'tr';
  const queries = useQueryClient();
  const { affiliation, department, graduationYear } = me.profile;
  const form = useProblemForm({
    defaultValues: {
      department: department ?? '',
      graduationYear: graduationYear === null ? '' : String(graduationYear),
    },
    send: async (values) => {
      await api.patch('/users/me', {
        body: {
          department: values.department.trim() || null,
          graduationYear: values.graduationYear ? Number(values.graduationYear) : null,
        },
      });
      void queries.invalidateQueries({ queryKey: ME_KEY });
      // The next step suggests members of the department.
      queries.removeQueries({ queryKey: suggestionsKey });
      navigation.pass();
    },
  });
  const [typedDepartment, chosenYear] = form.watch(['department', 'graduationYear']);
  const departments = findDepartments(typedDepartment, locale);
  const now = new Date(serverNow());
  const years = yearsFor(affiliation, now).map(String);
  const options = chosenYear === '' || years.includes(chosenYear) ? years : [chosenYear, ...years];
  return (
    <StepFrame
      navigation={navigation}
      title={t('title')}
      lead={t('lead')}
      onNext={form.submit}
      isPending={form.isPending}
      canSkip={typedDepartment === '' && chosenYear === ''}
    >
      {form.problem ? <Banner tone="danger" title={form.problem} live="assertive" /> : null}
      <Controller
        control={form.control}
        name="department"
        render={({ field: { onChange, ...field }, fieldState }) => (
          <Combobox
            {...field}
            label={t('department')}
            help={t('departmentHelp')}
            error={fieldState.error?.message}
            autoCapitalize="words"
            onValueChange={onChange}
            items={departments}
            itemKey={(name) => name}
            renderItem={(name) => name}
            onSelect={onChange}
            statusText={typedDepartment === '' ? '' : t('found', { count: departments.length })}
          />
        )}
      />
      {affiliation === 'staff' ? null : (
        <Select
          label={t('year')}
          {...(affiliation === 'student' ? { help: t('yearHelp', { year: String(usualYear(now)) }) } : {})}
          options={[
            { value: '', label: t('noYear') },
            ...options.map((year) => ({ value: year, label: year })),
          ]}
          {...form.field('graduationYear')}
        />
      )}
      <RetryCountdown at={form.retryAt} />
    </StepFrame>
  );
}
