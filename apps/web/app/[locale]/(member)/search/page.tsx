import { Suspense } from 'react';
import { Search } from '../../../../features/search/search.tsx';
import { titled } from '../../../../lib/page-title.ts';

export const generateMetadata = titled((words) => words.search.title);

export default function Page() {
  return (
    <Suspense>
      <Search />
    </Suspense>
  );
}
