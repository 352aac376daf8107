import { spawn } from 'node:child_process';

export type ToolRun = { code: number; output: string };

/**
 * Runs a command to its end.
 *
 * @returns exit code (1 when it could not be started) and stdout and stderr together
 */
export const runTool = (file: string, args: string[], cwd: string): Promise<ToolRun> =>
  new Promise((resolve) => {
    let output = '';
    const child = spawn(file, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, NO_COLOR: '1' } });
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => (output += String(data)));
    child.on('error', (error) => resolve({ code: 1, output: String(error) }));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
