'use client';

import type { Schemas } from '@chitlaq/client';
import { Loading, Skeleton } from '@chitlaq/ui';
import { useQuery } from '@tanstack/react-query';
import { Fragment, useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { LoadError } from '../frame/listing.tsx';
import type { Decision } from '../members/act-end.ts';
import type { Case } from './types.ts';

type Assessment = NonNullable<Schemas['CaseAssessment']['assessment']>;

const useAssessment = (subject: Case, isWanted: boolean) =>
  useQuery({
    queryKey: ['case-assessment', subject.id],
    queryFn: () => api.get('/admin/reports/{id}/assessment', { path: { id: subject.id } }),
    enabled: isWanted && subject.likelihood !== null,
  });

/** Why the classifier puts a case where it stands. Loaded when it is opened. */
export function CaseAssessment({ subject }: { subject: Case }) {
  const t = useTranslations('reports.assessment');
  const format = useFormatter();
  const [isOpen, setIsOpen] = useState(false);
  const query = useAssessment(subject, isOpen);
  if (subject.likelihood === null) return null;
  return (
    <details onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary className="touch-44 cursor-pointer rounded-control text-muted hover:text-ink">
        {t('title', { likelihood: format.number(subject.likelihood, { style: 'percent' }) })}
      </summary>
      {!isOpen ? null : query.data ? (
        query.data.assessment ? (
          <Reasons assessment={query.data.assessment} />
        ) : (
          <p className="mt-2 text-muted text-sm">{t('none')}</p>
        )
      ) : query.error ? (
        <LoadError error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <Loading label={t('loading')}>
          <Skeleton className="mt-2 h-16 rounded-control" />
        </Loading>
      )}
    </details>
  );
}

/** A quiet hint in the dialog, if the decision is not what the classifier is sure about. The decision stays as it is. */
export function SecondLook({ subject, decision }: { subject: Case; decision: Decision }) {
  const t = useTranslations('reports.assessment');
  const assessment = useAssessment(subject, true).data?.assessment;
  const unexpected = decision === 'dismiss' ? 'act' : 'dismiss';
  if (assessment?.leaning !== unexpected) return null;
  return (
    <section aria-live="polite" className="rounded-control bg-wash px-4 py-3">
      <h3 className="font-medium">{t(`look.${unexpected}`)}</h3>
      <Reasons assessment={assessment} />
    </section>
  );
}

/** The text as it was read, with the parts that counted, and what was said of it as a whole. */
function Reasons({ assessment }: { assessment: Assessment }) {
  const t = useTranslations('reports.assessment');
  const { text, reasons, features } = assessment;
  const signs = features.filter(({ weight }) => weight > 0);
  return (
    <div className="mt-2 grid gap-2 text-sm">
      <blockquote dir="auto" className="user-text whitespace-pre-wrap break-words">
        {reasons.map(({ start, end, weight }, index) => (
          <Fragment key={start}>
            {text.slice(reasons[index - 1]?.end ?? 0, start)}
            {weight > 0 ? (
              <mark className="bg-nar-soft font-medium text-ink">{text.slice(start, end)}</mark>
            ) : (
              <span className="underline decoration-dotted">{text.slice(start, end)}</span>
            )}
          </Fragment>
        ))}
        {text.slice(reasons.at(-1)?.end ?? 0)}
      </blockquote>
      {signs.length > 0 ? (
        <p>
          {t('signs')} {signs.map(({ feature }) => t(`features.${feature}`)).join(' · ')}
        </p>
      ) : null}
      <p className="text-muted">{t('legend', { count: assessment.learntFrom })}</p>
    </div>
  );
}
