import { Sessions } from '../../../../../features/settings/sessions.tsx';
import { pageTitle } from '../../../../../lib/page-title.ts';

export const generateMetadata = pageTitle((texts) => texts.settings.pages.sessions.title);

export default function Page() {
  return <Sessions />;
}
