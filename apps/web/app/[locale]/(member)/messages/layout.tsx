import { type ReactNode, Suspense } from 'react';
import { MoreWords } from '../../../../features/frame/more-words.tsx';
import { MessagesFrame } from '../../../../features/messages/messages-frame.tsx';
import { isLocale } from '../../../../lib/locale.ts';
import { compiled } from '../../../../messages/compiled.ts';
import { messages } from '../../../../messages/index.ts';

export default async function MessagesLayout({
  children,
  params,
}: {
  children: ReactNode;
  params: Promise<{ locale: string }>;
}) {
  const { locale } = await params;
  const { messaging } = messages[isLocale(locale) ? locale : 'tr'];
  return (
    <MoreWords words={compiled({ messaging })}>
      <Suspense>
        <MessagesFrame>{children}</MessagesFrame>
      </Suspense>
    </MoreWords>
  );
}
