import { existsSync } from 'node:fs';
import { request } from 'node:http';

const PATIENCE_MS = 300;
let answer: Promise<boolean> | undefined;

/** Whether a Docker daemon really answers; a socket file alone proves nothing. Asked once per process. */
export const dockerAnswers = (): Promise<boolean> => {
  answer ??= ping();
  return answer;
};

const ping = (): Promise<boolean> => {
  const host = process.env.DOCKER_HOST ?? 'unix:///var/run/docker.sock';
  if (host.startsWith('unix://')) {
    const socketPath = host.slice('unix://'.length);
    return existsSync(socketPath) ? get({ socketPath }) : Promise.resolve(false);
  }
  if (!host.startsWith('tcp://')) return Promise.resolve(false);
  const url = new URL(host);
  return get({ host: url.hostname, port: Number(url.port || 2375) });
};

const get = (where: { socketPath: string } | { host: string; port: number }): Promise<boolean> =>
  new Promise((resolve) => {
    const asked = request({ ...where, path: '/_ping', timeout: PATIENCE_MS }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    asked.on('timeout', () => asked.destroy());
    asked.on('error', () => resolve(false));
    asked.on('close', () => resolve(false));
    asked.end();
  });
