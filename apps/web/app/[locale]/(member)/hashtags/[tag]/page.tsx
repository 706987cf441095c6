import { HashtagPage } from '../../../../../features/hashtags/hashtag-page.tsx';
import { pageTitle } from '../../../../../lib/page-title.ts';

export const generateMetadata = pageTitle<{ locale: string; tag: string }>(
  (_words, { tag }) => `#${decodeURIComponent(tag)}`,
);

export default function Page() {
  return <HashtagPage />;
}
