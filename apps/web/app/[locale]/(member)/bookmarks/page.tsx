import { Bookmarks } from '../../../../features/bookmarks/bookmarks.tsx';
import { titled } from '../../../../lib/page-title.ts';

export const generateMetadata = titled((words) => words.feed.bookmarks);

export default function Page() {
  return <Bookmarks />;
}
