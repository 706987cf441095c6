import { BoardThreadPage } from '../../../../../../features/boards/thread-page.tsx';
import { pageTitle } from '../../../../../../lib/page-title.ts';

/** Prerendered once, as with `anyValueOf`. */
export const generateStaticParams = () => [{ id: '~id~', threadId: '~threadId~' }];
export const generateMetadata = pageTitle((texts) => texts.boards.title);

export default function Page() {
  return <BoardThreadPage />;
}
