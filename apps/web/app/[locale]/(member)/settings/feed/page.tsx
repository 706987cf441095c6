import { FeedSettings } from '../../../../../features/settings/feed-settings.tsx';
import { pageTitle } from '../../../../../lib/page-title.ts';

export const generateMetadata = pageTitle((texts) => texts.settings.pages.feed.title);

export default function Page() {
  return <FeedSettings />;
}
