import { System } from '../../features/system/system.tsx';

export default function Page() {
  return <System />;
}
