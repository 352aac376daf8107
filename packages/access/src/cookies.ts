// Names and attributes of the browser session. Both cookies belong to the app origin only.
export const accessCookie = 'ws_access';
export const refreshCookie = 'ws_refresh';
/** The refresh token travels to these paths only. */
export const refreshPath = '/v1/auth';

export type CookieAttributes = {
  readonly httpOnly: true;
  readonly secure: true;
  readonly sameSite: 'lax';
  readonly path: string;
  readonly maxAge: number;
};
/** Lax, because people come back from a wallet's page and from links in an SMS. */
export const cookieAttributes = (path: string, maxAgeSeconds: number): CookieAttributes => ({
  httpOnly: true,
  secure: true,
  sameSite: 'lax',
  path,
  maxAge: maxAgeSeconds,
});
