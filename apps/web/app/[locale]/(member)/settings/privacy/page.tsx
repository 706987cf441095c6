import { Privacy } from '../../../../../features/settings/privacy.tsx';
import { titled } from '../../../../../lib/page-title.ts';

export const generateMetadata = titled((words) => words.settings.pages.privacy.title);

export default function Page() {
  return <Privacy />;
}
