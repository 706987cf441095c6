import { SettingsIndex } from '../../../../features/settings/settings-index.tsx';
import { pageTitle } from '../../../../lib/page-title.ts';

export const generateMetadata = pageTitle((texts) => texts.settings.title);

export default function Page() {
  return <SettingsIndex />;
}
