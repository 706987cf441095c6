import { Safety } from '../../../../../features/safety/safety.tsx';
import { pageTitle } from '../../../../../lib/page-title.ts';

export const generateMetadata = pageTitle((texts) => texts.settings.pages.safety.title);

export default function Page() {
  return <Safety />;
}
