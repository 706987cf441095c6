'use client';

import { Button, type ButtonProps, toast } from '@chitlaq/ui';
import { useTranslations } from 'use-intl';

/** Shares the address of the campus by the device's share sheet; copies it where there is none. */
export function InviteButton({ variant = 'outline' }: Pick<ButtonProps, 'variant'>) {
  const t = useTranslations('shell.invite');
  const invite = async () => {
    const url = window.location.origin;
    if (navigator.share) {
      // Rejects if the sheet is closed.
      await navigator.share({ text: t('text'), url }).catch(() => undefined);
      return;
    }
    try {
      await navigator.clipboard.writeText(`${t('text')} ${url}`);
      toast({ message: t('copied'), tone: 'good' });
    } catch {
      // No permission, or a page without HTTPS: the address to copy by hand.
      toast({ message: url, durationMs: 20_000 });
    }
  };
  return (
    <Button variant={variant} onClick={() => void invite()}>
      {t('button')}
    </Button>
  );
}
