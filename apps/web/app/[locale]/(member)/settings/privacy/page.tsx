import { Privacy } from '../../../../../features/settings/privacy.tsx';
import { pageTitle } from '../../../../../lib/page-title.ts';

export const generateMetadata = pageTitle((texts) => texts.settings.pages.privacy.title);

export default function Page() {
  return <Privacy />;
}
