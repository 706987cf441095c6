'use client';

import { Button, toast } from '@chitlaq/ui';
import { Copy } from 'lucide-react';
import { useTranslations } from 'use-intl';

/** Copies a text, and says whether it could. */
export function CopyButton({ text, label, about }: { text: string; label: string; about?: string }) {
  const t = useTranslations('mail');
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => toast({ message: t('copied'), tone: 'good' }),
      () => toast({ message: t('notCopied'), tone: 'danger' }),
    );
  return (
    <Button
      size="sm"
      icon={<Copy aria-hidden="true" />}
      {...(about ? { 'aria-label': `${label}: ${about}` } : {})}
      onClick={() => void copy()}
    >
      {label}
    </Button>
  );
}
