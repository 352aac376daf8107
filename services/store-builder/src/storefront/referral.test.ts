import t from 'tap';
import { referralIn, withReferral } from './referral.ts';

t.test('a recommendation goes with the links and forms to stores and to the checkout, and with no other', async (t) => {
  const page = [
    '<a class="btn" href="https://app.example/checkout/1?lang=am" rel="nofollow">',
    '<a href="/@hanna/tea">',
    '<a lang="am" href="/@hanna?lang=am#top">',
    '<a href="https://elsewhere.example/@hanna">',
    '<link rel="canonical" href="https://store.example/@hanna">',
    '<a href="/media/x.jpg">',
    '<a href="?lang=am&amp;data=less">',
    '<form action="https://app.example/checkout/2" method="get" novalidate><input type="hidden" name="lang" value="am">',
    '<form action="/@hanna/free/a" method="post">',
  ].join('\n');
  t.same(withReferral(page, 'abebe7', 'https://app.example').split('\n'), [
    '<a class="btn" href="https://app.example/checkout/1?lang=am&amp;ref=abebe7" rel="nofollow">',
    '<a href="/@hanna/tea?ref=abebe7">',
    '<a lang="am" href="/@hanna?lang=am&amp;ref=abebe7#top">',
    '<a href="https://elsewhere.example/@hanna">',
    '<link rel="canonical" href="https://store.example/@hanna">',
    '<a href="/media/x.jpg">',
    '<a href="?lang=am&amp;data=less&amp;ref=abebe7">',
    '<form action="https://app.example/checkout/2" method="get" novalidate><input type="hidden" name="ref" value="abebe7"><input type="hidden" name="lang" value="am">',
    '<form action="/@hanna/free/a" method="post">',
  ]);
});

t.test('only a word that can be an affiliate’s is carried', async (t) => {
  t.equal(referralIn({ ref: 'ABEBE7' }), 'abebe7');
  for (const ref of ['', 'ab7', 'abebe', '7abebe', '"><script>', 'abebe7&x=1', ['abebe7', 'sara1'], undefined])
    t.equal(referralIn({ ref }), undefined, String(ref));
});
