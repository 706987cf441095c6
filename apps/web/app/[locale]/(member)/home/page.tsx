import { Home } from '../../../../features/feed/home.tsx';
import { titled } from '../../../../lib/page-title.ts';

export const generateMetadata = titled((words) => words.frame.home);

export default function Page() {
  return <Home />;
}
