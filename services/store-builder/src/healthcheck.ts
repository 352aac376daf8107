// The container's own check: 0 while this process answers, 1 otherwise.
const port = process.env.PORT ?? '4020';
try {
  const { status } = await fetch(`http://127.0.0.1:${port}/livez`, { signal: AbortSignal.timeout(2500) });
  process.exit(status === 200 ? 0 : 1);
} catch {
  process.exit(1);
}
