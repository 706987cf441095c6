'use client';

import { Check, CheckCheck, Clock3 } from 'lucide-react';
import { useTranslations } from 'use-intl';

const STATUS_ICONS = { waiting: Clock3, sent: Check, delivered: CheckCheck, read: CheckCheck };

/** The status of the viewer's own message: a clock, one tick, two ticks, two red ticks. */
export function Ticks({ status }: { status: keyof typeof STATUS_ICONS }) {
  const t = useTranslations('messaging.status');
  const StatusIcon = STATUS_ICONS[status];
  return (
    <span title={t(status)} className={`inline-flex ${status === 'read' ? 'text-nar' : 'text-muted'}`}>
      <StatusIcon aria-hidden="true" className="size-4" />
      <span className="sr-only">{t(status)}</span>
    </span>
  );
}
