// The bundled boards again, from the menu, over what is open.
import { Dialog } from '../parts/Dialog.tsx';
import { BoardList } from '../start/BoardList.tsx';

interface PickBoardDialogProps {
  readonly onPick: (id: string) => void;
  readonly onClose: () => void;
}

export const PickBoardDialog = ({ onPick, onClose }: PickBoardDialogProps) => (
  <Dialog
    title="Pick a board"
    description="Starts a new design on that board. The one that is open comes back with Undo."
    onClose={onClose}
  >
    <BoardList onPick={onPick} />
  </Dialog>
);
