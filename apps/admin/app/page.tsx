import { Start } from '../features/overview/start.tsx';

export default function Page() {
  return <Start />;
}
