/** `+2519…`/`+2517…` from any of the spellings that the gateway takes, else undefined. */
export function readNumber(text: string): string | undefined {
  const found = /^(?:\+?251|0)([79]\d{8})$/.exec(text.replace(/[\s-]/g, ''))?.[1];
  return found === undefined ? undefined : `+251${found}`;
}

/** An address for delivery reports: https, or this machine. */
export const isSafeCallback = (text: string): boolean => {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return (
    protocol === 'https:' ||
    (protocol === 'http:' && /^(localhost|127\.[\d.]+|\[::1\]|[a-z0-9-]+(\.localhost)?)$/.test(hostname))
  );
};
