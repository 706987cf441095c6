import { HashtagPage } from '../../../../../features/hashtags/hashtag-page.tsx';
import { pageTitle } from '../../../../../lib/page-title.ts';
import { anyValueOf, readableParam } from '../../../../../lib/route-params.ts';

export const generateStaticParams = anyValueOf('tag');
export const generateMetadata = pageTitle<{ locale: string; tag: string }>(
  (_words, { tag }) => `#${readableParam(tag)}`,
);

export default function Page() {
  return <HashtagPage />;
}
