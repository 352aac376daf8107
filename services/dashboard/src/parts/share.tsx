// The address of a store and the ways to hand it on. Nothing leaves without a press.
import { useEffect, useState } from 'preact/hooks';
import { common } from '@windsurf/language/words-common';
import { homeWords as words } from '@windsurf/language/words-dashboard-home';
import { tr } from '../words.ts';
import { Icon } from './icons.tsx';
import { Sheet } from './sheet.tsx';
import { tell } from './toast.tsx';

const bare = (url: string): string => url.replace(/^https?:\/\//, '');

/** Copies a text; false where the browser does not allow it. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = document.createElement('textarea');
    field.value = text;
    document.body.append(field);
    field.select();
    const done = document.execCommand('copy');
    field.remove();
    return done;
  }
}

export function Share({ url, name, open = true }: { url: string; name: string; open?: boolean }) {
  const [copied, setCopied] = useState(false);
  const [qr, setQr] = useState(false);
  const copy = async (): Promise<void> => {
    const done = await copyText(url);
    setCopied(done);
    if (done) tell(tr(common.copied));
  };
  const telegram = `https://t.me/share/url?url=${encodeURIComponent(url)}&text=${encodeURIComponent(name)}`;
  return (
    <div class="share">
      <p class="address" dir="ltr">
        {open ? (
          <a href={url} target="_blank" rel="noopener">
            {bare(url)}
          </a>
        ) : (
          <b>{bare(url)}</b>
        )}
      </p>
      <div class="acts">
        <button
          type="button"
          class="btn"
          onClick={() => {
            void copy();
          }}
        >
          <Icon name={copied ? 'check' : 'copy'} />
          {copied ? tr(common.copied) : tr(common.copyLink)}
        </button>
        <a class="btn quiet" href={telegram} target="_blank" rel="noopener">
          <Icon name="share" />
          {tr(words.share)}
        </a>
        <button type="button" class="btn quiet" onClick={() => setQr(true)}>
          {tr(words.qr)}
        </button>
      </div>
      {qr && <QrSheet url={url} close={() => setQr(false)} />}
    </div>
  );
}

type Cells = readonly (readonly boolean[])[];

function QrSheet({ url, close }: { url: string; close(): void }) {
  const [cells, setCells] = useState<Cells>();
  useEffect(() => {
    void import('uqr').then(({ encode }) => setCells(encode(url, { border: 4 }).data));
  }, [url]);
  return (
    <Sheet title={tr(words.qr)} close={close}>
      {cells !== undefined && (
        <svg
          class="qr"
          viewBox={`0 0 ${cells.length} ${cells.length}`}
          role="img"
          aria-label={tr(words.qrTitle, { address: bare(url) })}
          shape-rendering="crispEdges"
        >
          <rect width={cells.length} height={cells.length} fill="#fff" />
          <path
            fill="#000"
            d={cells.map((row, y) => row.map((on, x) => (on ? `M${x} ${y}h1v1h-1z` : '')).join('')).join('')}
          />
        </svg>
      )}
      <p class="address center" dir="ltr">
        <b>{bare(url)}</b>
      </p>
      <p class="muted center">{tr(words.qrSays)}</p>
    </Sheet>
  );
}
