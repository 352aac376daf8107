/** East Africa Time as `yyyy-MM-dd HH:mm:ss`. */
export function eat(milliseconds: number): string {
  return new Date(milliseconds + 3 * 3600_000).toISOString().slice(0, 19).replace('T', ' ');
}
