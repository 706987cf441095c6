import { HashtagPage } from '../../../../../features/hashtags/hashtag-page.tsx';
import { titled } from '../../../../../lib/page-title.ts';

export const generateMetadata = titled<{ locale: string; tag: string }>(
  (_words, { tag }) => `#${decodeURIComponent(tag)}`,
);

export default function Page() {
  return <HashtagPage />;
}
