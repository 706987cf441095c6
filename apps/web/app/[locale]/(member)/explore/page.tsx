import { ExplorePosts } from '../../../../features/explore/explore-posts.tsx';
import { pageTitle } from '../../../../lib/page-title.ts';

export const generateMetadata = pageTitle((texts) => texts.explore.title);

export default function Page() {
  return <ExplorePosts />;
}
