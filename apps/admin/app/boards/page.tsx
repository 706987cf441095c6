import { Boards } from '../../features/boards/boards.tsx';

export default function Page() {
  return <Boards />;
}
