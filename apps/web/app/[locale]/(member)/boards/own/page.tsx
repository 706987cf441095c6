import { OwnBoardPostsPage } from '../../../../../features/boards/own-posts-page.tsx';
import { pageTitle } from '../../../../../lib/page-title.ts';

export const generateMetadata = pageTitle((texts) => texts.boards.own.title);

export default function Page() {
  return <OwnBoardPostsPage />;
}
