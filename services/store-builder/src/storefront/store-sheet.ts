import { storeSheet } from '@windsurf/html/sheet';

// Only what the shared sheet has not: how a store's own pages are put together.
const own = `
.band{height:96px;margin:-24px -20px 0;background:linear-gradient(120deg,var(--accent),var(--link))}
.band+.hero{margin-top:-64px}
.hero .tile{width:96px;height:96px;font-size:2.6rem;border:0;background:var(--accent);color:var(--on)}
.band+.hero .tile{border:4px solid var(--ground);background:var(--surface);color:var(--link)}
.hero p{max-width:30rem}
.link .i{color:var(--link)}
.important .i{color:inherit}
.link small{display:block;font-weight:400;color:var(--muted)}
.important small{color:inherit}
.link span{flex:1;min-width:0}
.tall{flex-direction:column;gap:12px}
.tall .cover{margin:-16px -16px 0;width:calc(100% + 32px);max-width:none;border-radius:var(--r) var(--r) 0 0;aspect-ratio:16/9}
.card .muted:has(+.price){display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:2;overflow:hidden}
.tall .muted:has(+.price){-webkit-line-clamp:3}
.card h2{font-size:1.06rem}
.tall h2{font-size:var(--h3)}
.facts{display:grid;gap:8px;padding:0;list-style:none}
.facts li{display:flex;gap:12px;align-items:start}
.facts .i{margin-top:.25em;color:var(--link)}
main>h1{margin-bottom:8px}
main>.price{font-size:var(--h2)}
img.band{width:calc(100% + 40px);max-width:none;height:auto;aspect-ratio:16/9;object-fit:cover}
.plain,.shots{padding:0;list-style:none}
.plain li{margin:0 0 var(--gap)}
.shots{display:grid;grid-template-columns:1fr 1fr;gap:12px}
.three{grid-template-columns:1fr 1fr 1fr}
.shots .pic{width:100%;height:auto;aspect-ratio:1}
a.btn{overflow-wrap:anywhere}
.row .tap{gap:6px}
blockquote .muted{display:flex;align-items:center;gap:12px}
figure{margin:0 0 var(--gap)}
.play{display:flex;gap:12px}
.link.tall{align-items:stretch}
.link.tall .cover{margin:-12px -16px 0}
.pages{display:flex;flex-wrap:wrap;justify-content:space-between;gap:12px}
`;

/** The sheet of store and product pages; stands after a theme. */
export const storefrontSheet: string = storeSheet + own.replace(/\n/g, '').replace(/;}/g, '}');
