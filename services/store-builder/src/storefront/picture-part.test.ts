import { html } from '@windsurf/html/html';
import t from 'tap';
import type { Picture } from '../images/picture.ts';
import { drawPicture, placeColours } from './picture-part.ts';

const id = '01890000-0000-8000-8000-000000000001';
const picture: Picture = {
  id,
  width: 1600,
  height: 1200,
  widths: [360, 540, 720],
  sizes: { '360.avif': 9000, '720.avif': 31_400 },
  colour: '#a31',
};
const look = { look: 'wide', alt: 'ቡና ስትቆላ', name: 'አበባ' } as const;

t.test('a wide picture offers AVIF and JPEG at its widths, keeps its place and waits until it is near', async (t) => {
  const drawn = String(drawPicture(picture, look, { lang: 'en' }));
  t.match(
    drawn,
    `<source type="image/avif" srcset="/media/${id}/360.avif 360w,/media/${id}/540.avif 540w,/media/${id}/720.avif 720w"`,
  );
  t.match(drawn, `src="/media/${id}/720.jpg"`);
  t.match(drawn, 'width="1600" height="1200" loading="lazy" decoding="async"');
  t.match(drawn, 'alt="ቡና ስትቆላ" lang="am"', 'its words are in their own language');
  t.notMatch(String(drawPicture(picture, { ...look, eager: true }, { lang: 'en' })), 'lazy');
});

t.test('a card takes the squares, and a picture that is missing is a tile with the first letter', async (t) => {
  const card = String(drawPicture(picture, { ...look, look: 'card' }, { lang: 'en' }));
  t.match(card, `/media/${id}/96.avif 96w,/media/${id}/192.avif 192w`);
  t.match(card, 'width="96" height="96"');
  t.match(String(drawPicture(undefined, { ...look, look: 'card' }, { lang: 'en' })), />አ<\/span>/);
  t.equal(String(drawPicture(undefined, look, { lang: 'en' })), '', 'no grey field as wide as the page');
});

t.test('who saves data sees what a picture costs, and nothing of it is fetched before the tap', async (t) => {
  const saving = { lang: 'en', saveData: true } as const;
  const drawn = String(drawPicture(picture, { ...look, eager: true }, saving));
  t.match(drawn, /^<details class="ask"><summary>Show picture, 31\u00a0KB<\/summary><picture>/);
  t.match(drawn, 'loading="lazy"', 'also the first one');
  t.notMatch(String(drawPicture(picture, { ...look, look: 'card' }, saving)), '<img');
});

t.test('the colours of a page stand once each in its sheet', async (t) => {
  const body = html`${drawPicture(picture, look, { lang: 'en' })}${drawPicture(picture, { ...look, look: 'card' }, { lang: 'en' })}`;
  t.equal(placeColours(body), '.t-a31{background:#a31}');
  t.equal(placeColours(html`<p>t-a31</p>`), '');
});
