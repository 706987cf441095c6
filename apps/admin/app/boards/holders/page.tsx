import { Holders } from '../../../features/boards/holders.tsx';

export default function Page() {
  return <Holders />;
}
