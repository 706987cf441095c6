import { People } from '../../../../../features/explore/people.tsx';
import { titled } from '../../../../../lib/page-title.ts';

export const generateMetadata = titled((words) => words.explore.tabs.people);

export default function Page() {
  return <People />;
}
