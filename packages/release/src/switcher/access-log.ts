// What the load balancer says of each request, by slot: the local counterpart of a target group's metrics.
import { createSocket } from 'node:dgram';
import type { Figures } from '../deploy/judge.ts';
import type { Slot } from './haproxy-config.ts';

export type AccessLog = {
  /** What the processes of a slot answered since a moment. */
  figures(service: string, slot: Slot, since: Date): Figures;
  close(): Promise<void>;
};

type Line = {
  readonly at: number;
  readonly failed: boolean;
  readonly ms: number;
  readonly payment: boolean;
  readonly good: boolean;
};

const KEPT_MS = 600_000;
/** What begins a payment. */
const CHECKOUT = /^\/v1\/payments\/checkouts$/;

/**
 * Listens for HAProxy's log lines (`backend server status ms method path`).
 *
 * @param port UDP, on the loopback
 */
export const listenForRequests = async (port: number): Promise<AccessLog> => {
  const lines = new Map<string, Line[]>();
  const socket = createSocket('udp4');
  socket.on('message', (message) => {
    const [backend = '', server = '', status = '', ms = '', method = '', path = ''] = message
      .toString()
      .trim()
      .split(' ');
    const key = `${backend}/${server[0]}`;
    const kept = lines.get(key) ?? [];
    lines.set(key, kept);
    const at = Date.now();
    const code = Number(status);
    const payment = method === 'POST' && CHECKOUT.test(path);
    kept.push({ at, failed: !(code > 0 && code < 500), ms: Number(ms), payment, good: code > 0 && code < 300 });
    while (kept[0] !== undefined && kept[0].at < at - KEPT_MS) kept.shift();
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject);
    socket.bind(port, '127.0.0.1', resolve);
  });
  return {
    figures(service, slot, since) {
      const seen = (lines.get(`${service}/${slot}`) ?? []).filter(({ at }) => at >= since.getTime());
      const times = seen.map(({ ms }) => ms).toSorted((a, b) => a - b);
      const payments = seen.filter(({ payment }) => payment);
      return {
        requests: seen.length,
        failed: seen.filter(({ failed }) => failed).length,
        p95Ms: times[Math.floor(times.length * 0.95)],
        payments: payments.length,
        paymentsGood: payments.filter(({ good }) => good).length,
      };
    },
    close: async () => await new Promise((resolve) => socket.close(() => resolve())),
  };
};
