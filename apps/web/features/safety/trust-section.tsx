'use client';

import type { Schemas } from '@chitlaq/client';
import { Meter } from '@chitlaq/ui';
import { useQuery } from '@tanstack/react-query';
import { Check, Lock } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';

/** The member's own level of trust: what it opens, and what the next one asks for. */
export function TrustSection() {
  const t = useTranslations('safety.trust');
  const { data } = useQuery({ queryKey: ['safety', 'trust'], queryFn: () => api.get('/users/me/trust') });
  if (!data) return null;
  return (
    <section className="grid gap-4">
      <div>
        <h2 className="font-medium text-lg">{t('title')}</h2>
        <p className="text-muted">{t('lead')}</p>
      </div>
      <Meter
        label={t('level', { level: data.level, max: data.maxLevel })}
        value={data.level}
        max={data.maxLevel}
      />
      {data.decisions > 0 ? <p className="text-nar">{t('lowered', { count: data.decisions })}</p> : null}
      <ul className="grid gap-2">
        {data.rights.map(({ right, level, open }) => (
          <li key={right} className="flex items-start gap-3">
            {open ? (
              <Check aria-hidden="true" className="mt-0.5 size-5 shrink-0 text-good" />
            ) : (
              <Lock aria-hidden="true" className="mt-0.5 size-5 shrink-0 text-muted" />
            )}
            <span className={open ? '' : 'text-muted'}>
              {t(`rights.${right}`)} {open ? null : t('opensAt', { level })}
            </span>
          </li>
        ))}
      </ul>
      {data.next ? <NextLevel next={data.next} /> : null}
    </section>
  );
}

function NextLevel({ next }: { next: NonNullable<Schemas['Trust']['next']> }) {
  const t = useTranslations('safety.trust');
  const conditions = [
    [next.ageDays.have >= next.ageDays.need, t('age', next.ageDays)],
    [next.contacts.have >= next.contacts.need, t('contacts', next.contacts)],
    [!next.department.need || next.department.have, t('department')],
  ] as const;
  return (
    <div>
      <h3 className="font-medium">{t('next', { level: next.level })}</h3>
      <ul className="mt-1 grid gap-1 text-muted">
        {conditions.flatMap(([isMet, text]) => (isMet ? [] : [<li key={text}>{text}</li>]))}
      </ul>
    </div>
  );
}
