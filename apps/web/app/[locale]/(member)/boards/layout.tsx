import type { ReactNode } from 'react';
import { SectionTranslations } from '../../../../features/frame/section-translations.tsx';

interface Props {
  children: ReactNode;
  params: Promise<{ locale: string }>;
}

export default function BoardsLayout({ children, params }: Props) {
  return (
    <SectionTranslations params={params} namespaces={['boards', 'boardProblems']}>
      {children}
    </SectionTranslations>
  );
}
