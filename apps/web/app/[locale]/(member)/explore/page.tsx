import { ExplorePosts } from '../../../../features/explore/explore-posts.tsx';
import { titled } from '../../../../lib/page-title.ts';

export const generateMetadata = titled((words) => words.explore.title);

export default function Page() {
  return <ExplorePosts />;
}
