'use client';

import { useProblemText } from '@chitlaq/react';
import { Banner, Button, Card } from '@chitlaq/ui';
import { type ChangeEvent, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { type CheckedLog, checkLog, readHeads } from './check-log.ts';

/** Faults that are listed; one tampered entry is enough to know. */
const SHOWN_FAULTS = 10;

/** Checks the log in the browser: its chain, the published hashes, those of a file that somebody kept, and the published months. */
export function CheckCard({ entries }: { entries: { seq: number; entry: string; hash: string }[] }) {
  const t = useTranslations('moderationLog');
  const problemText = useProblemText();
  const file = useRef<HTMLInputElement>(null);
  const [checked, setChecked] = useState<CheckedLog>();
  const [problem, setProblem] = useState<string>();
  const [isPending, setIsPending] = useState(false);
  const check = async (kept?: File) => {
    setIsPending(true);
    setChecked(undefined);
    setProblem(undefined);
    try {
      const keptHeads = kept ? await kept.text().then(readHeads) : [];
      const [heads, months] = await Promise.all([
        api.get('/moderation/log/heads', { query: { limit: 1000 } }),
        api.get('/moderation/transparency', { query: { limit: 120 } }),
      ]);
      setChecked(await checkLog(entries, heads.items, keptHeads, months.items));
    } catch (error) {
      setProblem(kept && error instanceof Error && !('code' in error) ? t('noHeads') : problemText(error));
    } finally {
      setIsPending(false);
    }
  };
  const choose = (event: ChangeEvent<HTMLInputElement>) => {
    const kept = event.target.files?.[0];
    event.target.value = '';
    if (kept) void check(kept);
  };
  return (
    <Card className="grid gap-3">
      <div>
        <h2 className="font-medium text-lg">{t('check.title')}</h2>
        <p className="text-pretty text-muted text-sm">{t('check.lead')}</p>
      </div>
      {problem ? <Banner tone="danger" title={problem} live="assertive" /> : null}
      {checked ? <Result checked={checked} /> : null}
      <div className="flex flex-wrap gap-3">
        <Button variant="primary" pending={isPending} onClick={() => void check()}>
          {t('check.run')}
        </Button>
        <Button variant="outline" onClick={() => file.current?.click()}>
          {t('check.withFile')}
        </Button>
        <input
          ref={file}
          type="file"
          accept="application/json,.json"
          className="hidden"
          aria-label={t('check.withFile')}
          onChange={choose}
        />
      </div>
    </Card>
  );
}

function Result({ checked: { entries, heads, faults, differingMonths } }: { checked: CheckedLog }) {
  const t = useTranslations('moderationLog.check');
  if (faults.length === 0 && differingMonths.length === 0)
    return <Banner tone="good" title={t('good', { entries, heads })} live="polite" />;
  return (
    <Banner tone="danger" title={t('bad')} live="assertive">
      <ul className="list-disc pl-5">
        {faults.slice(0, SHOWN_FAULTS).map((fault, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: they are made anew by each check
          <li key={index}>{t(`faults.${fault.problem}`, { day: '', ...fault, field: '', says: '' })}</li>
        ))}
        {faults.length > SHOWN_FAULTS ? <li>{t('more', { count: faults.length - SHOWN_FAULTS })}</li> : null}
        {differingMonths.map((month) => (
          <li key={month}>{t('month', { month })}</li>
        ))}
      </ul>
      <p className="mt-2">{t('whatNow')}</p>
    </Banner>
  );
}
