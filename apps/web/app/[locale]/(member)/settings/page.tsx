import { SettingsIndex } from '../../../../features/settings/settings-index.tsx';

export default function Page() {
  return <SettingsIndex />;
}
