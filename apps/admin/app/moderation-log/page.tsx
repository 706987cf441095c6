import { ModerationLog } from '../../features/moderation-log/moderation-log.tsx';

export default function Page() {
  return <ModerationLog />;
}
