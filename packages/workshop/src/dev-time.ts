// The clock of a running product that a proof may move on: one row, which every service reads twice a second.
import pg from 'pg';

const withClient = async (adminUrl: string, text: string, values: unknown[]): Promise<void> => {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query(text, values);
  } finally {
    await client.end();
  }
};

/** The world's own time, but movable. Services look for it as they start: it has to be there before them. */
export const makeMovableClock = async (adminUrl: string): Promise<void> =>
  await withClient(
    adminUrl,
    'insert into app.dev_clock (real_at, fake_at, scale) values (now(), now(), 1) on conflict do nothing',
    [],
  );

/** The last part of a long way, in seconds: who sees it a moment later than another is no more than that behind. */
const lastPart = 3600;

/**
 * Moves everybody's clock on, and waits until the services have seen it. Only ever forward: what was planned for later
 * would wait for its time to come again. A long way is gone in two parts, because each service looks by itself: what one
 * writes when its time has come would be weeks too early for another that has not looked yet.
 */
export const moveClock = async (adminUrl: string, seconds: number): Promise<void> => {
  const parts = seconds > 2 * lastPart ? [seconds - lastPart, lastPart] : [seconds];
  for (const part of parts) {
    await withClient(adminUrl, "update app.dev_clock set fake_at = fake_at + $1 * interval '1 second'", [part]);
    // Nothing tells when a service has looked; each looks every half second.
    await new Promise((resolve) => {
      setTimeout(resolve, 700);
    });
  }
};
