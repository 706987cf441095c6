import { DraftsPage } from '../../../../features/drafts/drafts-page.tsx';
import { titled } from '../../../../lib/page-title.ts';

export const generateMetadata = titled((words) => words.drafts.title);

export default function Page() {
  return <DraftsPage tab="drafts" />;
}
