import type { Language } from '@windsurf/language/phrases';
import { fixtureWords as w } from '@windsurf/language/words-html';
import { codeField, fileField, moneyField, phoneField, selectField, textArea, textField } from './fields.ts';
import { actions, button, checkbox, errorSummary, form, linkButton, radioCards } from './forms.ts';
import { type Html, html } from './html.ts';
import { renderPage } from './page.ts';
import {
  badge,
  banner,
  brandHeader,
  card,
  dataTable,
  emptyState,
  groupedCode,
  letterTile,
  mockPrompt,
  money,
  pagination,
  stickyBuy,
  sums,
  thumbnail,
  timeline,
} from './parts.ts';
import { storeSheet, tableSheet } from './sheet.ts';
import type { ThemeId, ThemeOverrides } from './themes.ts';

/** A part in its states: what the screenshot, keyboard and contrast checks look at. */
export type Fixture = { readonly name: string; readonly draw: (lang: Language) => Html };

/** Every part in every state. Ids are unique over the whole list, so that all of it fits on one page. */
export const fixtures: readonly Fixture[] = [
  {
    name: 'error summary',
    draw: (lang) =>
      html`${errorSummary({
        lang,
        errors: [
          { field: 'phone-short', text: w.shortPhone[lang] },
          { field: 'price-wrong', text: w.wrongPrice[lang] },
          { field: 'rail-error', text: w.chooseRail[lang] },
        ],
      })}`,
  },
  {
    name: 'buttons',
    draw: (lang) =>
      html`${actions(
        button({ label: w.pay[lang] }),
        button({ label: w.later[lang], look: 'quiet' }),
        button({ label: w.remove[lang], look: 'danger' }),
        button({ label: w.starting[lang], busy: true }),
        linkButton({ label: w.open[lang], href: '#main' }),
      )}<p></p>${button({ label: w.pay[lang], wide: true })}`,
  },
  {
    name: 'text fields',
    draw: (lang) =>
      html`${textField({ lang, name: 'name-rest', label: w.name[lang], hint: w.nameHint[lang], autocomplete: 'name', spellcheck: false })}
      ${textField({ lang, name: 'name-filled', label: w.name[lang], value: 'ሳራ ተክሌ' })}
      ${textField({ lang, name: 'email', label: w.email[lang], type: 'email', optional: true, error: w.wrongEmail[lang], value: 'sara@gmial' })}
      ${textField({ lang, name: 'handle', label: w.handle[lang], readonly: true, value: 'sara' })}
      ${textField({ lang, name: 'length', label: w.length[lang], unit: w.minutes[lang], inputmode: 'numeric', value: '45' })}`,
  },
  {
    name: 'money and phone fields',
    draw: (lang) =>
      html`${moneyField({ lang, name: 'price', label: w.price[lang], value: '199.50' })}
      ${moneyField({ lang, name: 'price-wrong', label: w.price[lang], value: '፻', error: w.wrongPrice[lang] })}
      ${phoneField({ lang, name: 'phone', label: w.phone[lang], hint: w.phoneHint[lang] })}
      ${phoneField({ lang, name: 'phone-international', label: w.phone[lang], value: '+251 911 234 567' })}
      ${phoneField({ lang, name: 'phone-short', label: w.phone[lang], value: '0911 23', error: w.shortPhone[lang] })}`,
  },
  {
    name: 'code field',
    draw: (lang) =>
      html`${codeField({ lang, name: 'code', label: w.code[lang], hint: w.codeHint[lang] })}
      ${codeField({ lang, name: 'code-wrong', label: w.code[lang], error: w.wrongCode[lang] })}
      ${codeField({ lang, name: 'code-locked', label: w.code[lang], error: w.lockedCode[lang] })}`,
  },
  {
    name: 'text areas',
    draw: (lang) =>
      html`${textArea({ lang, name: 'bio', label: w.bio[lang], limit: 300 })}
      ${textArea({ lang, name: 'bio-near', label: w.bio[lang], limit: 20, value: 'አበባ አየሽ ወይ ለምለም ነው' })}
      ${textArea({ lang, name: 'bio-full', label: w.bio[lang], limit: 8, value: 'ጿቿዟሏቧፏቇ!' })}
      ${textArea({ lang, name: 'bio-over', label: w.bio[lang], limit: 8, value: 'ጿቿዟሏቧፏቇ!!', error: w.tooLong[lang] })}`,
  },
  {
    name: 'choices',
    draw: (lang) =>
      html`${radioCards({ lang, name: 'rail', legend: w.rail[lang], value: 'telebirr', options: rails(lang) })}
      ${radioCards({ lang, name: 'rail-error', legend: w.rail[lang], error: w.chooseRail[lang], options: rails(lang) })}
      ${checkbox({ lang, name: 'gift', label: w.gift[lang], hint: w.giftHint[lang] })}
      ${checkbox({ lang, name: 'bump', label: w.bump[lang], checked: true })}
      ${checkbox({ lang, name: 'terms', label: w.terms[lang], optional: false, error: w.acceptTerms[lang] })}
      ${selectField({ lang, name: 'topic', label: w.topic[lang], prompt: w.choose[lang], options: [{ value: 'a', label: w.topicMoney[lang] }] })}`,
  },
  {
    name: 'files',
    draw: (lang) =>
      html`${fileField({ lang, name: 'file', label: w.file[lang], hint: w.fileHint[lang], accept: 'application/pdf' })}
      ${fileField({
        lang,
        name: 'files',
        label: w.file[lang],
        multiple: true,
        files: [
          { name: 'physics-12.pdf', size: '4.2 MB', state: 'done' },
          { name: 'unit-1.pdf', size: '3 MB', state: 'choosing' },
          { name: 'cover.jpg', state: 'shrinking' },
          { name: 'unit-2.pdf', size: '3 MB', state: 'uploading', percent: 40 },
          { name: 'unit-3.pdf', size: '3 MB', state: 'paused' },
          { name: 'unit-4.pdf', size: '3 MB', state: 'failed', reason: w.fileAgain[lang] },
          { name: 'film.mov', size: '2 GB', state: 'refused', reason: w.fileTooLarge[lang] },
        ],
      })}`,
  },
  {
    name: 'banners and states',
    draw: (lang) =>
      html`${(['info', 'ok', 'warn', 'bad'] as const).map((kind) => banner({ lang, kind, body: html`<p>${w.notice[lang]}</p>` }))}
      <p>${(['ok', 'warn', 'bad', 'info', 'wait', 'none'] as const).map((kind) => [badge(kind, w.state[lang]), ' '])}</p>`,
  },
  {
    name: 'cards',
    draw: (lang) =>
      html`${card({
        title: w.product[lang],
        href: '/product',
        picture: letterTile(w.product[lang], { big: true }),
        lines: [w.productLine[lang]],
        price: money(w.sum[lang], { lang, text: w.oldSum[lang] }),
      })}
      ${card({
        title: w.product[lang],
        href: '/file',
        picture: thumbnail({ name: w.product[lang] }),
        lines: [w.fileLine[lang]],
        state: badge('ok', w.ready[lang]),
        action: linkButton({ label: w.download[lang], href: '/d' }),
      })}
      ${emptyState({ title: w.nothing[lang], detail: w.nothingDetail[lang], action: linkButton({ label: w.otherNumber[lang], href: '/k', look: 'quiet' }) })}`,
  },
  {
    name: 'sums, code and table',
    draw: (lang) =>
      html`${sums([
        { label: w.product[lang], value: money(w.sum[lang]) },
        { label: w.discount[lang], value: money(`−${w.oldSum[lang]}`) },
        { label: w.total[lang], value: money(w.sum[lang]), total: true },
      ])}
      ${groupedCode('700123456')}
      ${dataTable({
        lang,
        caption: w.orders[lang],
        columns: [
          { label: w.product[lang] },
          { label: w.total[lang], numeric: true },
          { label: w.date[lang] },
          { label: w.state[lang] },
        ],
        rows: [1, 2, 3].map(() => [w.product[lang], money(w.sum[lang]), w.when[lang], badge('ok', w.paid[lang])]),
      })}
      ${pagination({ lang, page: 2, pages: 3, href: (page) => `?page=${page}` })}`,
  },
  {
    name: 'waiting and timeline',
    draw: (lang) =>
      html`<p class="lead" role="status">${w.look[lang]}</p>
      ${mockPrompt({ lang, title: 'telebirr', lines: [w.promptLine[lang], w.pin[lang]] })}
      ${timeline([
        { kind: 'ok', word: w.started[lang], time: at(lang), by: 'Windsurf' },
        { kind: 'ok', word: w.sent[lang], sentence: w.sentLine[lang], time: at(lang), by: 'telebirr' },
        {
          kind: 'wait',
          word: w.waiting[lang],
          sentence: w.waitingLine[lang],
          time: at(lang),
          more: { summary: w.asked[lang], body: html`<p>${w.when[lang]}</p>` },
        },
      ])}`,
  },
];

/** All parts on one page of ours. */
export function fixturePage(lang: Language): string {
  const parts = fixtures.map((each) => html`<h2>${each.name}</h2>${each.draw(lang)}`);
  const body = html`<h1>${w.everything[lang]}</h1>${form({ action: '/fixture', method: 'post', csrf: 'no-session', body: parts })}`;
  return renderPage({
    lang,
    title: w.everything[lang],
    path: '/fixture',
    index: false,
    sheet: tableSheet,
    header: brandHeader(),
    body,
  });
}

/** A store's page in a theme: head, notice, links, products, questions, a voice, the bar with Buy. */
export function storeFixturePage(lang: Language, id: ThemeId, overrides?: ThemeOverrides): string {
  const body = html`<header class="hero">${letterTile('ሳራ', { big: true, round: true })}<h1>${w.creator[lang]}</h1><p class="muted">${w.creatorLine[lang]}</p></header>
  ${banner({ lang, kind: 'info', body: html`<p>${w.notice[lang]}</p>` })}
  <a class="link important" href="/start">${w.important[lang]}</a><a class="link" href="https://t.me/sara">${w.channel[lang]}</a>
  <h2>${w.products[lang]}</h2>
  ${[1, 2, 3].map((n) => card({ title: w.product[lang], href: `/p/${n}`, picture: letterTile(w.product[lang], { big: true }), lines: [w.productLine[lang]], price: money(w.sum[lang]) }))}
  <h2>${w.questions[lang]}</h2><section>${[w.question1, w.question2].map((q) => html`<details><summary>${q[lang]}</summary><p>${w.answer[lang]}</p></details>`)}</section>
  <h2>${w.voices[lang]}</h2><blockquote><p>${w.voice[lang]}</p><p class="muted">ሄለን፣ አዲስ አበባ</p></blockquote>
  <h2>${w.freebie[lang]}</h2>${form({ action: '/free', method: 'post', csrf: 'no-session', id: 'free', body: html`${phoneField({ lang, name: 'phone', label: w.phone[lang] })}${checkbox({ lang, name: 'consent', label: w.consent[lang] })}${button({ label: w.send[lang] })}` })}
  <ul class="row"><li><a href="https://t.me/sara">Telegram</a></li><li><a href="https://tiktok.com/@sara">TikTok</a></li></ul>
  ${stickyBuy({ price: money(w.sum[lang]), button: button({ label: w.buy[lang], form: 'free' }) })}`;
  const footer = html`<p><a class="tap" href="/k">${w.bought[lang]}</a></p>`;
  return renderPage({
    lang,
    title: w.creator[lang],
    path: '/@sara',
    sheet: storeSheet,
    theme: { id, overrides },
    footer,
    body,
  });
}

function rails(lang: Language) {
  return [
    { value: 'telebirr', label: w.telebirr[lang], detail: w.approve[lang] },
    { value: 'bank', label: w.bank[lang], detail: w.bankDetail[lang] },
    { value: 'cbebirr', label: w.cbebirr[lang], unavailable: w.aboveLimit[lang] },
  ];
}

function at(lang: Language) {
  return { iso: '2026-11-20T09:03:00+03:00', text: w.when[lang] };
}
