import { Suspense } from 'react';
import { Search } from '../../../../features/search/search.tsx';
import { pageTitle } from '../../../../lib/page-title.ts';

export const generateMetadata = pageTitle((texts) => texts.search.title);

export default function Page() {
  return (
    <Suspense>
      <Search />
    </Suspense>
  );
}
