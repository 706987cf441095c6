import { FeedSettings } from '../../../../../features/settings/feed-settings.tsx';
import { titled } from '../../../../../lib/page-title.ts';

export const generateMetadata = titled((words) => words.settings.pages.feed.title);

export default function Page() {
  return <FeedSettings />;
}
