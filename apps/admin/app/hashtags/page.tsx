import { Hashtags } from '../../features/hashtags/hashtags.tsx';

export default function Page() {
  return <Hashtags />;
}
