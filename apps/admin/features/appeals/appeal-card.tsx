'use client';

import { Badge, Button, Card, Prose } from '@chitlaq/ui';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { useFormatter, useLocale, useTranslations } from 'use-intl';
import { paths } from '../../lib/paths.ts';
import { Timestamp } from '../frame/timestamp.tsx';
import { useHasPermission } from '../frame/viewer.tsx';
import type { Appeal, AppealOutcome } from './types.ts';

/** One appeal: the decision with its reasons, what the member says against it, and the outcome. */
export function AppealCard({
  appeal,
  onDecide,
}: {
  appeal: Appeal;
  onDecide: (outcome: AppealOutcome) => void;
}) {
  const t = useTranslations('appeals');
  const labels = useTranslations('labels');
  const format = useFormatter();
  const isEnglish = useLocale() === 'en';
  const { decision, member } = appeal;
  const { rule } = decision;
  return (
    <Card flush className="grid grid-cols-1 gap-4">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Badge tone="warn">{labels(`outcomes.${decision.act}`)}</Badge>
        {decision.reversedAt === null || appeal.status === 'upheld' ? null : <Badge>{t('reversed')}</Badge>}
        {appeal.status === 'open' ? null : (
          <Badge tone={appeal.status === 'upheld' ? 'good' : 'plain'}>
            {labels(`outcomes.${appeal.status}`)}
          </Badge>
        )}
        <span className="text-sm">
          {t('by')}{' '}
          {member ? (
            <Link href={paths.member(member.id)} className="link">
              <bdi>{member.displayName}</bdi> @{member.username}
            </Link>
          ) : (
            t('gone')
          )}
        </span>
        <span className="ml-auto text-muted text-sm">
          <Timestamp at={appeal.createdAt} relative />
        </span>
      </div>
      <dl className="grid grid-cols-1 gap-3">
        <Fact label={t('text')}>
          <Prose>{appeal.text}</Prose>
        </Fact>
        {decision.content ? (
          <Fact label={t('content')}>
            <Prose className="border-line border-l-2 pl-3">{decision.content}</Prose>
          </Fact>
        ) : null}
        {rule ? <Fact label={t('rule')}>{isEnglish ? rule.titleEn : rule.titleTr}</Fact> : null}
        {decision.reason ? (
          <Fact label={t('told')}>
            <Prose>{decision.reason}</Prose>
          </Fact>
        ) : null}
        {decision.note ? (
          <Fact label={t('note')}>
            <Prose>{decision.note}</Prose>
          </Fact>
        ) : null}
        <Fact label={t('decision')}>
          {t('decidedBy', { moderator: decision.decidedBy ? `@${decision.decidedBy.username}` : t('gone') })}
          {' · '}
          <Timestamp at={decision.decidedAt} />
          {decision.endsAt === null
            ? null
            : ` · ${t('endsAt', { date: format.dateTime(new Date(decision.endsAt), { dateStyle: 'medium' }) })}`}
        </Fact>
        {appeal.answer ? (
          <Fact label={t('answer')}>
            <Prose>{appeal.answer}</Prose>
          </Fact>
        ) : null}
      </dl>
      {appeal.status === 'open' ? <DecideButtons appeal={appeal} onDecide={onDecide} /> : null}
    </Card>
  );
}

const Fact = ({ label, children }: { label: string; children: ReactNode }) => (
  <div>
    <dt className="text-muted text-sm">{label}</dt>
    <dd>{children}</dd>
  </div>
);

/** An appeal that the viewer may not decide has disabled buttons with the reason. */
function DecideButtons({
  appeal: { mayDecide },
  onDecide,
}: {
  appeal: Appeal;
  onDecide: (outcome: AppealOutcome) => void;
}) {
  const t = useTranslations('appeals');
  const mayResolve = useHasPermission('reports.resolve');
  const restriction = mayDecide === 'yes' ? undefined : t(`restrictions.${mayDecide}`);
  const disabledReason = mayResolve ? restriction : t('restrictions.reader');
  return (
    <div className="flex flex-wrap gap-2">
      <Button variant="primary" disabledReason={disabledReason} onClick={() => onDecide('upheld')}>
        {t('uphold')}
      </Button>
      <Button disabledReason={disabledReason} onClick={() => onDecide('rejected')}>
        {t('reject')}
      </Button>
    </div>
  );
}
