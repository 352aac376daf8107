// The process of the press: one task after the other, and it ends with the service that started it.
import { zipSync } from 'fflate';
import { drawPapers } from './draw.ts';
import type { PressAnswer, PressTask } from './press.ts';

const answer = (message: PressAnswer): void => {
  process.send?.(message);
};
let before: Promise<void> = Promise.resolve();
process.on('message', ({ id, task }: { id: number; task: PressTask }) => {
  before = before.then(async () => {
    try {
      const bytes = task.kind === 'pdf' ? await drawPapers(task.papers) : zipSync(task.files, { mtime: task.at });
      answer({ id, bytes });
    } catch (error) {
      answer({ id, error: error instanceof Error ? error.message : String(error) });
    }
  });
});
process.on('disconnect', () => process.exit());
