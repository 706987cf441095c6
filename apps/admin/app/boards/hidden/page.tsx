import { HiddenPosts } from '../../../features/boards/hidden-posts.tsx';

export default function Page() {
  return <HiddenPosts />;
}
