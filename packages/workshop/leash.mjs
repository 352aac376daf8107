// Loaded before every Node process that the workshop starts: when the workshop is killed hard, its end of the channel
// closes, and the process ends instead of living on as an orphan.
const PATIENCE_MS = 5_000;
if (process.channel) {
  process.once('disconnect', () => {
    process.kill(process.pid, 'SIGTERM');
    setTimeout(() => process.exit(1), PATIENCE_MS).unref();
  });
  process.channel.unref();
}
