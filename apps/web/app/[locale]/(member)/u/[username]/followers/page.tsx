import { Connections } from '../../../../../../features/profiles/connections.tsx';

export default function Page() {
  return <Connections which="followers" />;
}
