// The container's own check: 0 while this process answers, 1 otherwise.
import { request } from 'undici';

const port = process.env.PORT ?? '4060';
try {
  const { statusCode } = await request(`http://127.0.0.1:${port}/livez`, { headersTimeout: 2500, bodyTimeout: 2500 });
  process.exit(statusCode === 200 ? 0 : 1);
} catch {
  process.exit(1);
}
