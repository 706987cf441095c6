import { BoardPage } from '../../../../../features/boards/board-page.tsx';
import { pageTitle } from '../../../../../lib/page-title.ts';
import { anyValueOf } from '../../../../../lib/route-params.ts';

export const generateStaticParams = anyValueOf('id');
export const generateMetadata = pageTitle((texts) => texts.boards.title);

export default function Page() {
  return <BoardPage />;
}
