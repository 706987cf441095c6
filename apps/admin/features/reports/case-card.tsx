'use client';

import { Badge, Button, Card, Prose } from '@chitlaq/ui';
import Link from 'next/link';
import { useTranslations } from 'use-intl';
import { campus, paths } from '../../lib/paths.ts';
import { Moment } from '../frame/moment.tsx';
import { type Me, useViewer } from '../frame/viewer.tsx';
import { ClosedSeen } from './closed-seen.tsx';
import { MemberSeen, PostSeen } from './seen.tsx';
import type { Case, Decision } from './words.ts';

/** One subject with what was seen, who reported why, and what may be decided. */
export function CaseCard({ subject, onDecide }: { subject: Case; onDecide: (decision: Decision) => void }) {
  const t = useTranslations('reports');
  const { owner, post, member, reports, decision, subjectType } = subject;
  const gone = { post: 'goneHelp', message: 'goneMessage', user: 'goneMember' } as const;
  return (
    <Card flush className="grid gap-4">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Badge>{t(subjectType)}</Badge>
        <span className="font-medium">{t('count', { count: subject.reportCount })}</span>
        <Reasons reports={reports} />
        <span className="ml-auto text-muted text-sm">
          {reports.length > 0 ? <Moment at={reports.at(-1)?.createdAt ?? ''} relative /> : null}
        </span>
      </div>
      {post ? <PostSeen post={post} contentNow={subject.contentNow} /> : null}
      {member ? <MemberSeen member={member} /> : null}
      {subject.isClosed ? <ClosedSeen subject={subject} /> : null}
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
        {owner ? (
          <>
            <span>
              {t('by')}{' '}
              <Link href={paths.member(owner.id)} className="link">
                <bdi>{owner.displayName}</bdi> @{owner.username}
              </Link>
            </span>
            <span className={owner.upheldBefore > 0 ? 'font-medium' : 'text-muted'}>
              {t('upheld', { count: owner.upheldBefore })}
            </span>
          </>
        ) : null}
        {subject.isGone ? (
          <span className="text-muted">{t(gone[subjectType])}</span>
        ) : subjectType === 'message' ? null : (
          <a
            className="link"
            href={
              subjectType === 'post' ? campus.post(subject.subjectId) : campus.member(owner?.username ?? '')
            }
          >
            {t('onCampus')}
          </a>
        )}
      </p>
      <ReportList subject={subject} />
      {decision ? <Decided decision={decision} /> : <Choices subject={subject} onDecide={onDecide} />}
    </Card>
  );
}

function Reasons({ reports }: { reports: Case['reports'] }) {
  const words = useTranslations('words');
  const reasons = [...new Set(reports.map(({ reason }) => reason))];
  return (
    <span className="flex flex-wrap gap-1">
      {reasons.map((reason) => (
        <Badge key={reason} tone="warn">
          {words(`reasons.${reason}`)}
        </Badge>
      ))}
    </span>
  );
}

function ReportList({ subject: { reports, reportCount } }: { subject: Case }) {
  const t = useTranslations('reports');
  const words = useTranslations('words');
  return (
    <details>
      <summary className="touch-44 cursor-pointer rounded-control text-muted hover:text-ink">
        {t('showReports', { count: reportCount })}
      </summary>
      <ul className="mt-2 grid gap-3">
        {reports.map((report) => (
          <li key={report.id} className="border-line border-l-2 pl-3">
            <p className="text-sm">
              {report.reporter ? (
                <Link href={paths.member(report.reporter.id)} className="link">
                  @{report.reporter.username}
                </Link>
              ) : (
                t('reporter')
              )}
              {' · '}
              {words(`reasons.${report.reason}`)}
              {' · '}
              <span className="text-muted">
                <Moment at={report.createdAt} />
              </span>
            </p>
            {report.comment ? (
              <Prose>{report.comment}</Prose>
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

function Decided({ decision }: { decision: NonNullable<Case['decision']> }) {
  const t = useTranslations('reports');
  const words = useTranslations('words');
  return (
    <div className="rounded-control bg-wash px-4 py-3">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
        <Badge tone={decision.outcome === 'dismissed' ? 'plain' : 'warn'}>
          {words(`outcomes.${decision.outcome}`)}
        </Badge>
        <span>
          {t('decidedBy', { who: decision.decidedBy ? `@${decision.decidedBy.username}` : t('somebody') })}
        </span>
        <span className="text-muted">
          <Moment at={decision.decidedAt} />
        </span>
      </p>
      <Prose className="mt-1">{decision.note}</Prose>
    </div>
  );
}

/** What may be decided; what may not is shown with its reason. */
function Choices({ subject, onDecide }: { subject: Case; onDecide: (decision: Decision) => void }) {
  const t = useTranslations('reports');
  const viewer = useViewer();
  const own = subject.owner?.id === viewer.user.id ? t('why.self') : undefined;
  const suspending = hindersSuspending(viewer, subject);
  return (
    <div className="flex flex-wrap gap-2">
      <Button disabledReason={own} onClick={() => onDecide('dismiss')}>
        {t('dismiss')}
      </Button>
      {subject.subjectType === 'user' ? null : (
        <Button variant="danger" disabledReason={own} onClick={() => onDecide('remove_post')}>
          {subject.subjectType === 'message' ? t('removeMessage') : t('remove')}
        </Button>
      )}
      <Button
        variant="danger"
        disabledReason={own ?? (suspending && t(`why.${suspending}`))}
        onClick={() => onDecide('suspend_author')}
      >
        {t('suspend')}
      </Button>
    </div>
  );
}

function hindersSuspending(viewer: Me, { owner }: Case): 'admin' | 'gone' | undefined {
  if (!viewer.permissions.includes('members.suspend')) return 'admin';
  if (owner === null || owner.status === 'deleted' || owner.status === 'pending') return 'gone';
  return undefined;
}
