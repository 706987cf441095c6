'use client';

import { useProblemText } from '@chitlaq/react';
import { Banner, Button } from '@chitlaq/ui';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';

type Result = { tone: 'good' | 'danger'; text: string; receipt?: string };

/** Fetches the receipt of a decision, checks it in the browser, and offers it as a file. */
export function ReceiptCheck({ recordId }: { recordId: string }) {
  const t = useTranslations('decisions');
  const problemText = useProblemText();
  const [result, setResult] = useState<Result>();
  const [isPending, setIsPending] = useState(false);
  const check = async () => {
    setIsPending(true);
    try {
      // Lazy: few members ever need it.
      const [{ verifyReceipt }, receipt, heads] = await Promise.all([
        import('@chitlaq/protocol/moderation-log'),
        api.get('/moderation/receipts/{id}', { path: { id: recordId } }),
        api.get('/moderation/log/heads', { query: { limit: 1000 } }),
      ]);
      const faults = await verifyReceipt(receipt, heads.items);
      const { seq, head } = receipt;
      const text =
        faults.length > 0
          ? t('receiptBad')
          : head === null
            ? t('receiptEarly', { seq })
            : t('receiptGood', { seq, day: head.day });
      setResult({
        tone: faults.length > 0 ? 'danger' : 'good',
        text,
        receipt: `data:application/json,${encodeURIComponent(JSON.stringify(receipt, null, 2))}`,
      });
    } catch (error) {
      setResult({ tone: 'danger', text: problemText(error) });
    } finally {
      setIsPending(false);
    }
  };
  return (
    <details>
      <summary className="touch-44 cursor-pointer rounded-control text-muted hover:text-ink">
        {t('receipt')}
      </summary>
      <div className="mt-2 grid grid-cols-1 gap-3">
        <p className="text-muted text-sm">{t('receiptHelp')}</p>
        {result ? <Banner tone={result.tone} title={result.text} live="polite" /> : null}
        <div className="flex flex-wrap items-center gap-3">
          <Button size="sm" variant="outline" pending={isPending} onClick={() => void check()}>
            {t('receipt')}
          </Button>
          {result?.receipt ? (
            <a className="link" href={result.receipt} download={`chitlaq-${recordId}.json`}>
              {t('receiptSave')}
            </a>
          ) : null}
        </div>
      </div>
    </details>
  );
}
