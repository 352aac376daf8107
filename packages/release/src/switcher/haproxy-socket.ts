// HAProxy's runtime socket: one command per connection, the answer until it closes.
import { connect } from 'node:net';

const PATIENCE_MS = 3_000;

/**
 * Sends one command.
 *
 * @param path of the unix socket
 * @returns what HAProxy said; empty for a command that went well
 * @throws Error when nobody answers
 */
export const haproxyCommand = async (path: string, command: string): Promise<string> =>
  await new Promise((resolve, reject) => {
    const socket = connect(path);
    let text = '';
    socket.setTimeout(PATIENCE_MS, () => socket.destroy(new Error(`HAProxy does not answer at ${path}`)));
    socket.on('data', (data: Buffer) => {
      text += data.toString();
    });
    socket.on('error', reject);
    socket.on('end', () => resolve(text.trim()));
    socket.write(`${command}\n`);
  });

/** Sends a command that answers nothing when it went well. Throws with HAProxy's words otherwise. */
export const haproxyDo = async (path: string, command: string): Promise<void> => {
  const answer = await haproxyCommand(path, command);
  if (answer !== '') throw new Error(`HAProxy refused "${command}": ${answer}`);
};

export type ServerRow = {
  readonly backend: string;
  readonly server: string;
  readonly status: string;
  readonly weight: number;
};

/** One row per server out of `show stat`, whose first line names the columns. */
export const haproxyServers = async (path: string): Promise<ServerRow[]> => {
  const [head = '', ...rows] = (await haproxyCommand(path, 'show stat')).replace(/^# /, '').split('\n');
  const columns = head.split(',');
  const place = (name: string): number => {
    const found = columns.indexOf(name);
    if (found === -1) throw new Error(`HAProxy's "show stat" has no column ${name}`);
    return found;
  };
  const [backend, server, status, weight] = [place('pxname'), place('svname'), place('status'), place('weight')];
  return rows
    .map((row) => row.split(','))
    .filter((row) => !['FRONTEND', 'BACKEND'].includes(row[server] ?? ''))
    .map((row) => ({
      backend: row[backend] ?? '',
      server: row[server] ?? '',
      status: row[status] ?? '',
      weight: Number(row[weight] ?? 0),
    }));
};
