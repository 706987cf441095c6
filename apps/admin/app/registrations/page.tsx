import { Registrations } from '../../features/registrations/registrations.tsx';

export default function Page() {
  return <Registrations />;
}
