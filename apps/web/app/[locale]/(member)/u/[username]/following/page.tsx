import { Connections } from '../../../../../../features/profiles/connections.tsx';
import { titled } from '../../../../../../lib/page-title.ts';

export const generateMetadata = titled<{ locale: string; username: string }>(
  (_words, { username }) => `@${username}`,
);

export default function Page() {
  return <Connections which="following" />;
}
