import { Suspense } from 'react';
import { Welcome } from '../../../../features/welcome/welcome.tsx';
import { pageTitle } from '../../../../lib/page-title.ts';

export const generateMetadata = pageTitle((texts) => texts.welcome.pageTitle);

export default function Page() {
  return (
    <Suspense>
      <Welcome />
    </Suspense>
  );
}
