import { Admin } from '../features/frame/admin.tsx';

export default function Page() {
  return <Admin />;
}
