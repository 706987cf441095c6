'use client';

import { useServerNow } from '@chitlaq/react';
import { Badge, Button, Card, Prose } from '@chitlaq/ui';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { paths, webPaths } from '../../lib/paths.ts';
import { Timestamp } from '../frame/timestamp.tsx';
import { useViewer } from '../frame/viewer.tsx';
import type { Decision } from '../members/act-end.ts';
import { CaseAssessment } from './case-assessment.tsx';
import { CaseClaim, isOthers } from './case-claim.tsx';
import { CaseContext } from './case-context.tsx';
import { suspendRestrictionFor } from './decisions.ts';
import { Due } from './due.tsx';
import { RestrictedContent } from './restricted-content.tsx';
import { MemberSnapshot, PostSnapshot } from './snapshots.tsx';
import type { Case } from './types.ts';

/** One case: the reported content, the reports and the possible decisions. */
export function CaseCard({
  subject,
  onDecide,
  selection,
}: {
  subject: Case;
  /** Undefined: to be chosen. */
  onDecide: (decision: Decision | undefined) => void;
  /** The box that chooses it for a bulk act. */
  selection?: ReactNode;
}) {
  const t = useTranslations('reports');
  const isOwnCase = useViewer().user.id === subject.owner?.id;
  const { owner, post, member, reports, decision, subjectType } = subject;
  // Otherwise a rule would read as a person.
  const isByRules =
    reports.length === subject.reportCount && reports.every(({ automaticRule }) => automaticRule !== null);
  const isHeld =
    decision === null &&
    subject.isDeleted &&
    reports.some(({ automaticRule }) => automaticRule?.action === 'hold');
  const deletedTextKeys = { post: 'deletedPost', message: 'deletedMessage', user: 'deletedMember' } as const;
  return (
    <Card flush className="grid gap-4">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        {selection}
        <Badge>{t(subjectType)}</Badge>
        <span className="font-medium">
          {isByRules ? t('byRules') : t('count', { count: subject.reportCount })}
        </span>
        <ReasonBadges reports={reports} />
        <span className="text-muted text-sm">
          {reports.length > 0 ? <Timestamp at={reports.at(-1)?.createdAt ?? ''} relative /> : null}
        </span>
        {subject.dueAt && decision === null ? (
          <span className="tablet:ml-auto">
            <Due at={subject.dueAt} urgency={subject.urgency} />
          </span>
        ) : null}
      </div>
      {post ? <PostSnapshot post={post} currentContent={subject.currentContent} /> : null}
      {member ? <MemberSnapshot member={member} /> : null}
      {subject.isRestricted ? <RestrictedContent subject={subject} /> : null}
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
        {owner ? (
          <>
            <span>
              {t('by')}{' '}
              <Link href={paths.member(owner.id)} className="link">
                <bdi>{owner.displayName}</bdi> @{owner.username}
              </Link>
            </span>
            <span className={owner.priorViolations > 0 ? 'font-medium' : 'text-muted'}>
              {t('upheld', { count: owner.priorViolations })}
            </span>
          </>
        ) : null}
        {isHeld ? (
          <span className="font-medium">{t('held')}</span>
        ) : subject.isDeleted ? (
          <span className="text-muted">{t(deletedTextKeys[subjectType])}</span>
        ) : subjectType === 'message' ? null : (
          <a
            className="link"
            href={
              subjectType === 'post'
                ? webPaths.post(subject.subjectId)
                : webPaths.member(owner?.username ?? '')
            }
          >
            {t('onCampus')}
          </a>
        )}
      </p>
      <ReportList subject={subject} />
      <CaseAssessment subject={subject} />
      {isOwnCase ? null : <CaseContext subject={subject} />}
      {decision ? (
        <DecisionSummary decision={decision} />
      ) : (
        <DecisionButtons subject={subject} onDecide={onDecide} />
      )}
    </Card>
  );
}

function ReasonBadges({ reports }: { reports: Case['reports'] }) {
  const labels = useTranslations('labels');
  const reasons = [...new Set(reports.map(({ reason }) => reason))];
  return (
    <span className="flex flex-wrap gap-1">
      {reasons.map((reason) => (
        <Badge key={reason} tone="warn">
          {labels(`reasons.${reason}`)}
        </Badge>
      ))}
    </span>
  );
}

function ReportList({ subject: { reports, reportCount } }: { subject: Case }) {
  const t = useTranslations('reports');
  const labels = useTranslations('labels');
  return (
    <details>
      <summary className="touch-44 cursor-pointer rounded-control text-muted hover:text-ink">
        {t('showReports', { count: reportCount })}
      </summary>
      <ul className="mt-2 grid gap-3">
        {reports.map((report) => (
          <li key={report.id} className="border-line border-l-2 pl-3">
            <p className="text-sm">
              {report.automaticRule ? (
                <Link href={paths.automaticRule(report.automaticRule.id)} className="link">
                  {t('byRule', { name: report.automaticRule.name })}
                </Link>
              ) : report.reporter ? (
                <Link href={paths.member(report.reporter.id)} className="link">
                  @{report.reporter.username}
                </Link>
              ) : (
                t('unknownReporter')
              )}
              {' · '}
              {labels(`reasons.${report.reason}`)}
              {' · '}
              <span className="text-muted">
                <Timestamp at={report.createdAt} />
              </span>
            </p>
            {report.comment ? (
              <Prose>{report.comment}</Prose>
            ) : report.automaticRule ? (
              <code lang="en" className="break-words text-muted text-sm">
                {report.automaticRule.text}
              </code>
            ) : (
              <p className="text-muted">{t('noComment')}</p>
            )}
          </li>
        ))}
      </ul>
      {reportCount > reports.length ? (
        <p className="mt-2 text-muted text-sm">{t('newest', { count: reports.length })}</p>
      ) : null}
    </details>
  );
}

function DecisionSummary({ decision }: { decision: NonNullable<Case['decision']> }) {
  const t = useTranslations('reports');
  const labels = useTranslations('labels');
  return (
    <div className="rounded-control bg-wash px-4 py-3">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
        <Badge tone={decision.outcome === 'dismissed' ? 'plain' : 'warn'}>
          {labels(`outcomes.${decision.outcome}`)}
        </Badge>
        <span>
          {t('decidedBy', {
            moderator: decision.decidedBy ? `@${decision.decidedBy.username}` : t('formerMember'),
          })}
        </span>
        <span className="text-muted">
          <Timestamp at={decision.decidedAt} />
        </span>
      </p>
      {decision.reversedAt === null ? null : (
        <p className="mt-1">
          <Badge tone="good">{t('reversed')}</Badge>
        </p>
      )}
      <Prose className="mt-1">{decision.note}</Prose>
      {decision.reason === null ? null : (
        <>
          <p className="mt-2 text-muted text-sm">{t('told')}</p>
          <Prose>{decision.reason}</Prose>
        </>
      )}
    </div>
  );
}

/** The possible decisions. An unavailable one is disabled with its reason. */
function DecisionButtons({
  subject,
  onDecide,
}: {
  subject: Case;
  onDecide: (decision: Decision | undefined) => void;
}) {
  const t = useTranslations('reports');
  const viewer = useViewer();
  const now = useServerNow();
  const ownCaseReason = subject.owner?.id === viewer.user.id ? t('restrictions.self') : undefined;
  const mayNotReason = viewer.permissions.includes('reports.resolve') ? undefined : t('restrictions.reader');
  const reason =
    ownCaseReason ?? mayNotReason ?? (isOthers(subject, viewer, now) ? t('restrictions.claimed') : undefined);
  const suspendRestriction = suspendRestrictionFor(viewer, subject);
  return (
    <div className="grid gap-3">
      <CaseClaim subject={subject} disabledReason={ownCaseReason ?? mayNotReason} />
      <div className="flex flex-wrap gap-2">
        <Button disabledReason={reason} onClick={() => onDecide('dismiss')}>
          {t('dismiss')}
        </Button>
        <Button
          disabledReason={reason ?? (subject.owner === null ? t('restrictions.deleted') : undefined)}
          onClick={() => onDecide('warn')}
        >
          {t('warn')}
        </Button>
        {subject.subjectType === 'user' ? null : (
          <Button variant="danger" disabledReason={reason} onClick={() => onDecide('remove_post')}>
            {subject.subjectType === 'message' ? t('removeMessage') : t('remove')}
          </Button>
        )}
        <Button
          variant="danger"
          disabledReason={reason ?? (suspendRestriction && t(`restrictions.${suspendRestriction}`))}
          onClick={() => onDecide('suspend_author')}
        >
          {t('suspend')}
        </Button>
        <Button data-action="decide" disabledReason={reason} onClick={() => onDecide(undefined)}>
          {t('decide')}
        </Button>
      </div>
    </div>
  );
}
