import { Sessions } from '../../../../../features/settings/sessions.tsx';

export default function Page() {
  return <Sessions />;
}
