// What a page in a browser is asked about its letters and buttons, as text that the page runs: a strict policy allows nothing
// else. Each gives a list of what is wrong, in words; empty is right.

const visible = `const inSight = (e) => {
  const box = e.getBoundingClientRect();
  return box.width > 1 && box.height > 1 && getComputedStyle(e).visibility === 'visible' && e.checkVisibility();
};`;

/**
 * Letters of which a part cannot be seen: outside of something that hides what flows over, or on lines closer than letters
 * with marks above and below need (1.15 of their size). A single letter drawn as a picture may fill its tile; a summary may end with …
 */
export const cutLetters = `(() => {
  ${visible}
  const wrong = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let seen = 0;
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const at = node.parentElement;
    if (node.textContent.trim() === '' || at === null || !inSight(at) || at.closest('script, style, noscript, option, .vh, .skip'))
      continue;
    seen += 1;
    const style = getComputedStyle(at);
    const size = parseFloat(style.fontSize);
    const line = style.lineHeight === 'normal' ? size * 1.2 : parseFloat(style.lineHeight);
    const text = node.textContent.trim().slice(0, 30);
    if (line < size * 1.15 && [...text].length > 2) wrong.push(text + ': lines of ' + line + ' px for letters of ' + size + ' px');
    const range = document.createRange();
    range.selectNodeContents(node);
    for (let up = at; up !== null && up !== document.body; up = up.parentElement) {
      const { overflowX, overflowY, webkitLineClamp } = getComputedStyle(up);
      if (webkitLineClamp !== 'none') continue; // ends with … at a whole line
      const hides = (how) => how === 'hidden' || how === 'clip';
      if (!hides(overflowX) && !hides(overflowY)) continue;
      const frame = up.getBoundingClientRect();
      if (frame.width <= 1) break;
      for (const box of range.getClientRects())
        if (
          (hides(overflowY) && (box.top < frame.top - 3 || box.bottom > frame.bottom + 3)) ||
          (hides(overflowX) && (box.left < frame.left - 1 || box.right > frame.right + 1))
        ) {
          wrong.push(text + ': cut by ' + up.tagName + '.' + up.className);
          break;
        }
    }
  }
  return seen === 0 ? ['there was no text'] : [...new Set(wrong)];
})()`;

/** Things to press that a finger cannot come to by scrolling: something else lies over their middle. */
export const outOfReach = `(() => {
  ${visible}
  const all = [...document.querySelectorAll('a[href], button, summary, input, select, textarea')].filter(
    (e) => inSight(e) && !e.closest('.vh, .skip, [inert]') && !e.classList.contains('vh'),
  );
  const wrong = [];
  for (const e of all) {
    e.scrollIntoView({ block: 'center', behavior: 'instant' });
    const box = e.getClientRects()[0] ?? e.getBoundingClientRect();
    const on = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    const its = on !== null && (e.contains(on) || on.contains(e) || [...(e.labels ?? [])].some((label) => label.contains(on)));
    if (!its) wrong.push((e.textContent.trim() || e.id || e.name || e.outerHTML).slice(0, 40) + ': under ' + (on?.outerHTML ?? 'nothing').slice(0, 60));
  }
  scrollTo(0, 0);
  return all.length === 0 ? ['there was nothing to press'] : wrong;
})()`;
