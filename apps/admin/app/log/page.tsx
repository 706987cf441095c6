import { Log } from '../../features/log/log.tsx';

export default function Page() {
  return <Log />;
}
