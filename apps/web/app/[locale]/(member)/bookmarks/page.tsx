import { Bookmarks } from '../../../../features/bookmarks/bookmarks.tsx';
import { pageTitle } from '../../../../lib/page-title.ts';

export const generateMetadata = pageTitle((texts) => texts.feed.bookmarks);

export default function Page() {
  return <Bookmarks />;
}
