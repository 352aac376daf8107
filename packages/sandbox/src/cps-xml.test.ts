import t from 'tap';
import { readXml } from './cps-xml.ts';

t.test('elements, namespaces, text, CDATA, comments and the five entities are read', async (t) => {
  const read = readXml(
    `<?xml version="1.0" encoding="UTF-8"?><!-- a --><a:x xmlns:a="urn:1" xmlns="urn:2" t='>'><y>1 &lt;&#x12A0;&#38;<![CDATA[<&]]></y><a:z/><w xmlns=""/></a:x >`,
  );
  t.same(read, {
    ns: 'urn:1',
    name: 'x',
    text: '',
    children: [
      { ns: 'urn:2', name: 'y', text: '1 <አ&<&', children: [] },
      { ns: 'urn:1', name: 'z', text: '', children: [] },
      { ns: '', name: 'w', text: '', children: [] },
    ],
  });
  t.equal(readXml('\ufeff<a>ሰላም</a>\n').text, 'ሰላም');
});

t.test(
  'nothing outside of the document is ever read or unfolded, and what is not well formed is refused',
  async (t) => {
    const wrong: [document: string, told: RegExp][] = [
      ['<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', /document type/],
      ['<!DOCTYPE a><a/>', /document type/],
      ['<a><!ENTITY x "y"></a>', /document type or entity/],
      ['<a>&x;</a>', /entity &x;/],
      ['<a t="&x;"/>', /entity &x;/],
      ['<a>&constructor;</a>', /entity/],
      ['<a>fish & chips</a>', /entity/],
      ['<a>&#0;</a>', /entity/],
      ['<a>&#x110000;</a>', /entity/],
      ['<a>\u0001</a>', /character/],
      ['<?xml-stylesheet href="x"?><a/>', /processing instruction/],
      ['<a><?php ?></a>', /processing instruction/],
      ['<?xml version="1.0" encoding="ISO-8859-1"?><a/>', /processing instruction/],
      ['<a><b></a></b>', /closes nothing/],
      ['<a>', /not closed/],
      ['</a>', /closes nothing/],
      ['<a/><b/>', /more than one/],
      ['<a/>text', /outside/],
      ['text', /outside/],
      ['', /no document element/],
      ['<a b="1" b="2"/>', /twice/],
      ['<a b=1/>', /well formed/],
      ['<p:a/>', /prefix p/],
      ['<a><!-- b</a>', /-->/],
      ['<a><![CDATA[b</a>', /]]>/],
      [`${'<a>'.repeat(40)}${'</a>'.repeat(40)}`, /deeper/],
    ];
    for (const [document, told] of wrong) t.throws(() => readXml(document), { name: 'SyntaxError', message: told });
  },
);
