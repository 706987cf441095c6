import { type ReactNode, Suspense } from 'react';
import { SectionTranslations } from '../../../../features/frame/section-translations.tsx';
import { MessagesFrame } from '../../../../features/messages/messages-frame.tsx';

interface Props {
  children: ReactNode;
  params: Promise<{ locale: string }>;
}

export default function MessagesLayout({ children, params }: Props) {
  return (
    <SectionTranslations params={params} namespaces={['messaging', 'pictures']}>
      <Suspense>
        <MessagesFrame>{children}</MessagesFrame>
      </Suspense>
    </SectionTranslations>
  );
}
