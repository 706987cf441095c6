import { Trending } from '../../../../../features/explore/trending.tsx';
import { pageTitle } from '../../../../../lib/page-title.ts';

export const generateMetadata = pageTitle((texts) => texts.explore.tabs.trending);

export default function Page() {
  return <Trending />;
}
