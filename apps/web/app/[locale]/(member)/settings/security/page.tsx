import { Security } from '../../../../../features/settings/security.tsx';
import { titled } from '../../../../../lib/page-title.ts';

export const generateMetadata = titled((words) => words.settings.pages.security.title);

export default function Page() {
  return <Security />;
}
