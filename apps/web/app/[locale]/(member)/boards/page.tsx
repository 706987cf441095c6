import { BoardsPage } from '../../../../features/boards/boards-page.tsx';
import { pageTitle } from '../../../../lib/page-title.ts';

export const generateMetadata = pageTitle((texts) => texts.boards.title);

export default function Page() {
  return <BoardsPage />;
}
