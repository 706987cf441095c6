import { Security } from '../../../../../features/settings/security.tsx';
import { pageTitle } from '../../../../../lib/page-title.ts';

export const generateMetadata = pageTitle((texts) => texts.settings.pages.security.title);

export default function Page() {
  return <Security />;
}
