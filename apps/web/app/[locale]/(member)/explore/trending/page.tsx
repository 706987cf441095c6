import { Trending } from '../../../../../features/explore/trending.tsx';
import { titled } from '../../../../../lib/page-title.ts';

export const generateMetadata = titled((words) => words.explore.tabs.trending);

export default function Page() {
  return <Trending />;
}
