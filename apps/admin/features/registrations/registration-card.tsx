'use client';

import type { Schemas } from '@chitlaq/client';
import { Badge, Button, Card, Checkbox, Prose } from '@chitlaq/ui';
import type { ReactNode } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { Timestamp } from '../frame/timestamp.tsx';

export type Registration = Schemas['WaitingRegistration'];

/** Somebody who waits: who they are, what they answered, and what makes one look twice. */
export function RegistrationCard(props: {
  registration: Registration;
  isSelected: boolean;
  isPending: boolean;
  onSelect: () => void;
  onApprove: () => void;
  onRefuse: () => void;
  onUndo: () => void;
}) {
  const { registration, isSelected, isPending } = props;
  const t = useTranslations('registrations');
  const locale = useLocale() === 'en' ? 'en' : 'tr';
  const { id, displayName, username, email, university, affiliation, answer, mayDecide } = registration;
  const question = registration.question?.[locale] ?? '';
  const disabledReason = mayDecide === 'yes' ? undefined : t(`restrictions.${mayDecide}`);
  return (
    <Card className="grid grid-cols-1 gap-3" data-case={id} tabIndex={-1}>
      <div className="flex items-start justify-between gap-2">
        <div className="min-w-0">
          <h2 className="break-words font-medium text-lg">
            <bdi>{displayName}</bdi>
          </h2>
          <p className="break-all text-muted text-sm">
            @{username} · {email}
          </p>
          <p className="text-muted text-sm">
            {locale === 'tr' ? university.nameTr : university.name} · {t(`affiliations.${affiliation}`)} ·{' '}
            {t('since')} <Timestamp at={registration.appliedAt} relative />
          </p>
        </div>
        {mayDecide === 'yes' ? (
          <Checkbox
            label={<span className="sr-only">{t('selectOne', { name: displayName })}</span>}
            checked={isSelected}
            onChange={props.onSelect}
            data-action="select"
          />
        ) : null}
      </div>
      {registration.flags.length === 0 ? null : (
        <ul className="flex flex-wrap gap-2">
          {registration.flags.map((flag) => (
            <li key={flag}>
              <Badge tone="warn">{t(`flags.${flag}`, { count: registration.refusedBefore })}</Badge>
            </li>
          ))}
        </ul>
      )}
      {question === '' && answer === '' ? null : (
        <Said label={question}>{answer === '' ? t('noAnswer') : answer}</Said>
      )}
      {registration.refusal ? <Said label={t('refusedBefore')}>{registration.refusal.reason}</Said> : null}
      {registration.objection ? <Said label={t('objection')}>{registration.objection.text}</Said> : null}
      {registration.invitedBy ? (
        <p className="text-sm">{t('invitedBy', { name: `@${registration.invitedBy.username}` })}</p>
      ) : null}
      {registration.claim ? (
        <p className="text-muted text-sm">
          {t('claimedBy', { name: `@${registration.claim.staff.username}` })}
        </p>
      ) : null}
      {registration.decision ? (
        <div className="flex flex-wrap items-center gap-2">
          <Badge tone={registration.decision.kind === 'approve' ? 'good' : 'plain'}>
            {t(`decided.${registration.decision.kind}`)}
          </Badge>
          <Button size="sm" onClick={props.onUndo}>
            {t('undo')}
          </Button>
        </div>
      ) : (
        <div className="flex flex-wrap gap-2">
          <Button
            variant="primary"
            pending={isPending}
            disabledReason={disabledReason}
            onClick={props.onApprove}
            data-action="approve"
          >
            {t('approve')}
          </Button>
          <Button disabledReason={disabledReason} onClick={props.onRefuse} data-action="refuse">
            {t('refuse')}
          </Button>
        </div>
      )}
    </Card>
  );
}

const Said = ({ label, children }: { label: string; children: ReactNode }) => (
  <div className="min-w-0 border-line border-l-2 pl-3">
    <p className="text-muted text-sm">{label}</p>
    <Prose>{children}</Prose>
  </div>
);
