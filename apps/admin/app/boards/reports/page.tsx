import { BoardReports } from '../../../features/boards/board-reports.tsx';

export default function Page() {
  return <BoardReports />;
}
