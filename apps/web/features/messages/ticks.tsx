'use client';

import { Check, CheckCheck, Clock3 } from 'lucide-react';
import { useTranslations } from 'use-intl';

const signs = { waiting: Clock3, sent: Check, delivered: CheckCheck, read: CheckCheck };

/** How far a message of one's own has come: a clock, one tick, two, two in red. */
export function Ticks({ status }: { status: keyof typeof signs }) {
  const t = useTranslations('messaging.status');
  const Sign = signs[status];
  return (
    <span title={t(status)} className={`inline-flex ${status === 'read' ? 'text-nar' : 'text-muted'}`}>
      <Sign aria-hidden="true" className="size-4" />
      <span className="sr-only">{t(status)}</span>
    </span>
  );
}
