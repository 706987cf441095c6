import { Roles } from '../../features/roles/roles.tsx';

export default function Page() {
  return <Roles />;
}
