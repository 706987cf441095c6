import { SettingsIndex } from '../../../../features/settings/settings-index.tsx';
import { titled } from '../../../../lib/page-title.ts';

export const generateMetadata = titled((words) => words.settings.title);

export default function Page() {
  return <SettingsIndex />;
}
