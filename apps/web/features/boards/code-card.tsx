'use client';

import { Button, toast } from '@chitlaq/ui';
import { useTranslations } from 'use-intl';
import { useCampus } from '../../lib/campus.ts';
import { downloadText } from '../../lib/download-text.ts';
import { codeOf } from './board-code.ts';

/** Prints a text alone, without the page. */
function printText(text: string): void {
  const sheet = document.createElement('pre');
  sheet.dataset.print = '';
  sheet.textContent = text;
  const style = document.createElement('style');
  style.textContent =
    '[data-print]{display:none}@media print{body>:not([data-print]){display:none!important}[data-print]{display:block;white-space:pre-wrap;font-size:14pt}}';
  document.body.append(style, sheet);
  const remove = () => {
    sheet.remove();
    style.remove();
    window.removeEventListener('afterprint', remove);
  };
  window.addEventListener('afterprint', remove);
  window.print();
}

/** The code of a secret, with what can be done to keep it. */
export function CodeCard({ secret }: { secret: string }) {
  const t = useTranslations('boards.secret');
  const { name } = useCampus();
  const code = codeOf(secret);
  const text = t('fileText', { campus: name, code });
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(code);
      toast({ message: t('copied') });
    } catch {
      // The browser refuses: the code can be selected by hand.
    }
  };
  return (
    <div className="grid gap-3">
      <section
        aria-label={t('yourCode')}
        className="rounded-card border border-line bg-surface p-4"
        data-nosnippet=""
      >
        <code className="flex select-all flex-wrap gap-x-2 gap-y-1 font-mono text-lg">
          {code.split('-').map((group, index, groups) => (
            // Groups may repeat, and never move.
            // biome-ignore lint/suspicious/noArrayIndexKey: see above
            <span key={index}>{index === groups.length - 1 ? group : `${group}-`}</span>
          ))}
        </code>
      </section>
      <div className="flex flex-wrap gap-2">
        <Button size="sm" onClick={() => void copy()}>
          {t('copy')}
        </Button>
        <Button size="sm" onClick={() => downloadText(t('file'), text)}>
          {t('download')}
        </Button>
        <Button size="sm" onClick={() => printText(text)}>
          {t('print')}
        </Button>
      </div>
    </div>
  );
}
