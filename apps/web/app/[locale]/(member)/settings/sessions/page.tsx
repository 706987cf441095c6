import { Sessions } from '../../../../../features/settings/sessions.tsx';
import { titled } from '../../../../../lib/page-title.ts';

export const generateMetadata = titled((words) => words.settings.pages.sessions.title);

export default function Page() {
  return <Sessions />;
}
