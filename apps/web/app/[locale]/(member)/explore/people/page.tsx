import { People } from '../../../../../features/explore/people.tsx';
import { pageTitle } from '../../../../../lib/page-title.ts';

export const generateMetadata = pageTitle((texts) => texts.explore.tabs.people);

export default function Page() {
  return <People />;
}
