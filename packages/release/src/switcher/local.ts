// Blue and green on one machine, behind HAProxy. What is where stands in a file; the weights are HAProxy's own.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Trouble } from '../deploy/trouble.ts';
import { type Layout, otherSlot, serverName, type Slot, testBackend } from './haproxy-config.ts';
import { haproxyDo, haproxyServers } from './haproxy-socket.ts';
import { type Processes, writeWhole } from './processes.ts';
import { eventLog, type TrafficSwitcher } from './types.ts';

export type LocalOptions = {
  readonly service: string;
  readonly layout: Layout;
  readonly processes: Processes;
  /** Keeps `slots.json`. */
  readonly folder: string;
  /** Green must be ready after so long, in milliseconds. */
  readonly readyMs: number;
  /** How long a rejected green may take to end, in milliseconds. */
  readonly graceMs: number;
};

/** Which slot is which. `retiring`: promoted away from, not ended yet. */
export type Slots = { readonly blue: Slot; readonly green?: Slot; readonly retiring?: Slot };

const LOOK_MS = 50;

export const slotsIn = (folder: string, first: Slot): Slots => {
  const file = join(folder, 'slots.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Slots) : { blue: first };
};

const answersReady = async (port: number): Promise<boolean> => {
  try {
    return (await fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(LOOK_MS * 20) })).ok;
  } catch {
    return false;
  }
};

export const localSwitcher = (options: LocalOptions): TrafficSwitcher => {
  const { service, layout, processes, folder } = options;
  const events = eventLog(() => new Date());
  const ports = layout.services.find(({ name }) => name === service)?.ports;
  if (ports === undefined) throw new Error(`the load balancer knows no service ${service}`);
  const slots = (): Slots => slotsIn(folder, layout.first);
  const keep = (value: Slots): void => writeWhole(join(folder, 'slots.json'), value);
  const weigh = async (backend: string, slot: Slot, weight: number): Promise<void> => {
    for (const place of ports[slot].keys())
      await haproxyDo(layout.socket, `set weight ${backend}/${serverName(slot, place)} ${weight}`);
  };
  // Whoever gets more gets it first: there is no moment in which nobody has a weight.
  const split = async (blue: Slot, percent: number): Promise<void> => {
    const green = otherSlot(blue);
    const both: [Slot, number][] = [
      [green, percent],
      [blue, 100 - percent],
    ];
    for (const [slot, weight] of both.toSorted((one, two) => two[1] - one[1])) await weigh(service, slot, weight);
  };
  const onTest = async (slot: Slot, weight: number): Promise<void> => await weigh(testBackend(service), slot, weight);
  const ready = async (slot: Slot): Promise<void> => {
    const until = Date.now() + options.readyMs;
    for (;;) {
      const rows = await haproxyServers(layout.socket);
      const up = rows.filter(
        (row) => row.backend === service && row.server.startsWith(slot) && row.status.startsWith('UP'),
      );
      // A balancer that has just been started calls everything up that it has not asked yet, so they are asked here too.
      const answers = await Promise.all(ports[slot].map(answersReady));
      if (up.length === ports[slot].length && answers.every(Boolean)) return;
      if (Date.now() > until)
        throw new Trouble(
          `health: ${answers.filter((ok) => !ok).length} of ${answers.length} processes of the new revision are not ready after ${options.readyMs / 1000} s`,
        );
      await pause(LOOK_MS);
    }
  };

  return {
    async current() {
      const { blue, green } = slots();
      const rows = await haproxyServers(layout.socket);
      const weight = rows.find(
        (row) => row.backend === service && row.server === serverName(otherSlot(blue), 0),
      )?.weight;
      return {
        blue: processes.running(blue),
        green: green === undefined ? undefined : processes.running(green),
        weight: weight ?? 0,
      };
    },
    async startGreen(revision) {
      const { blue } = slots();
      const slot = otherSlot(blue);
      // Left over from an earlier deployment, or half of a start that was cut: only the wanted revision may stay.
      if (processes.running(slot) !== undefined && processes.running(slot) !== revision) {
        await split(blue, 0);
        await processes.stop(slot, options.graceMs);
      }
      keep({ blue, green: slot });
      processes.start(slot, revision);
      events.add('green started', `${revision} in slot ${slot}`);
      await ready(slot);
      await onTest(slot, 100);
      events.add('green ready', revision);
    },
    testUrl: () => `http://127.0.0.1:${layout.test}`,
    async setWeight(percent) {
      const { blue } = slots();
      await split(blue, percent);
      events.add(`weight ${percent}`);
    },
    async promote() {
      const { blue, green, retiring } = slots();
      if (green === undefined) {
        // The step was done, and the runner died before it was written down.
        if (retiring !== undefined) return;
        throw new Error(`${service} has no green to promote`);
      }
      await split(blue, 100);
      await onTest(green, 0);
      keep({ blue: green, retiring: blue });
      events.add('promoted', `slot ${green}`);
    },
    async rollback(reason) {
      const { blue, green, retiring } = slots();
      // After a promotion the old revision still runs until it is retired: it gets its traffic back.
      const good = green === undefined && retiring !== undefined ? retiring : blue;
      const bad = otherSlot(good);
      if (green === undefined && retiring === undefined && processes.pids(bad).length === 0) return;
      await split(good, 0);
      events.add('rolled back', reason);
      await onTest(bad, 0);
      await processes.stop(bad, options.graceMs);
      keep({ blue: good });
    },
    async retireBlue(graceMs) {
      const { blue, retiring } = slots();
      if (retiring === undefined) return;
      const clean = await processes.stop(retiring, graceMs);
      keep({ blue });
      events.add('blue retired', clean ? undefined : 'it had to be killed');
      if (!clean) throw new Error(`the old revision did not end within ${graceMs / 1000} s and was killed`);
    },
    events: () => events.all,
  };
};
