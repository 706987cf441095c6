import { DraftsPage } from '../../../../features/drafts/drafts-page.tsx';
import { pageTitle } from '../../../../lib/page-title.ts';

export const generateMetadata = pageTitle((texts) => texts.drafts.schedule.tab);

export default function Page() {
  return <DraftsPage tab="scheduled" />;
}
