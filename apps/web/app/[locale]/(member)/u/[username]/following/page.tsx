import { Connections } from '../../../../../../features/profiles/connections.tsx';
import { pageTitle } from '../../../../../../lib/page-title.ts';

export const generateMetadata = pageTitle<{ locale: string; username: string }>(
  (_words, { username }) => `@${username}`,
);

export default function Page() {
  return <Connections which="following" />;
}
