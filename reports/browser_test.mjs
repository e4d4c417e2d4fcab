// browser_test.mjs PAGE FIGURES AXE FOLDER: the report's page, with so many figures, as Debian's Chromium shows it: at widths from a phone's to a
// desktop's, dark, printed and without scripts. AXE is axe-core's script, FOLDER one to write into.
import assert from 'node:assert/strict';
import {readFileSync, writeFileSync} from 'node:fs';
import {Browser} from './browser.mjs';

const [page, figures, axe, folder] = process.argv.slice(2);
const browser = await Browser.start(`${folder}/profile`);

// What is wrong with the page as it is shown, a line each. Runs on the page.
const look = (figures) => {
  const problems = [];
  const width = document.documentElement.clientWidth;
  const scrollsByItself = (element) => {
    for (let e = element.parentElement; e && e !== document.body; e = e.parentElement) {
      if (['auto', 'scroll'].includes(getComputedStyle(e).overflowX)) return true;
    }
    return false;
  };
  const textOf = (element) => element.textContent.trim().replace(/\s+/g, ' ').slice(0, 60);
  if (document.documentElement.scrollWidth > width) problems.push(`wider than the window: html ${document.documentElement.scrollWidth} of ${width}`);
  for (const element of document.body.querySelectorAll('*')) {
    const box = element.getBoundingClientRect();
    if (box.width > 0 && (box.right > width + 0.5 || box.left < -0.5) && !scrollsByItself(element)) {
      problems.push(`wider than the window: ${element.localName} ${box.left} to ${box.right}: ${textOf(element)}`);
    }
  }
  if (document.images.length !== figures) problems.push(`${document.images.length} figures in place of ${figures}`);
  for (const image of document.images) {
    if (!image.complete || image.naturalWidth === 0 || image.getBoundingClientRect().height < 50) problems.push(`no picture: ${image.alt}`);
  }
  const verdicts = document.querySelectorAll('.cards');
  if (verdicts.length === 0) problems.push('no verdicts');
  for (const element of document.querySelectorAll('.cards, .cards :is(td, th, .chip)')) {
    if (element.getClientRects().length > 0 && element.scrollWidth > Math.ceil(element.getBoundingClientRect().width) + 1) {
      problems.push(`cut in a verdict: ${textOf(element)}`);
    }
  }
  return problems;
};
const problems = () => browser.evaluate(`(${look})(${figures})`);

const variant = (name, change) => {
  const text = readFileSync(page, 'utf8');
  const changed = change(text);
  assert.notEqual(changed, text, name);
  writeFileSync(`${folder}/${name}.html`, changed);
  return `${folder}/${name}.html`;
};

// Violations that axe-core finds, a line each.
const violations = async () => {
  await browser.evaluate(`${readFileSync(axe, 'utf8')}; 0`);
  return browser.evaluate(`axe.run().then((r) => r.violations.flatMap((v) => v.nodes.slice(0, 5).map((n) => v.id + ': ' + n.html.slice(0, 150))))`);
};

for (const width of [360, 390, 768, 1280]) {
  for (const dark of [false, true]) {
    await browser.open(page, {width, dark});
    assert.deepEqual(await problems(), [], `${width} pixels${dark ? ', dark' : ''}`);
  }
}
await browser.open(page, {dark: true});
const shade = await browser.evaluate(`getComputedStyle(document.body).backgroundColor.match(/\\d+/g).reduce((a, b) => a + Number(b), 0)`);
assert.ok(shade < 200, 'dark is dark');

// As a phone shows it, a row of verdicts is a card that names its columns.
await browser.open(page, {width: 390});
assert.equal(await browser.evaluate(`getComputedStyle(document.querySelector('.cards td .column')).display`), 'block');
await browser.open(page, {width: 1280});
assert.equal(await browser.evaluate(`getComputedStyle(document.querySelector('.cards td .column')).display`), 'none');

// Sorting by keyboard: Enter and Space, up and down; Tab goes to the next column.
const column = `[...document.activeElement.closest('table').tBodies[0].rows].map((r) => parseFloat(r.cells[document.activeElement.closest('th').cellIndex].textContent))`;
const sorted = (values, sign) => values.every((v, i) => i === 0 || sign * (v - values[i - 1]) >= 0);
await browser.evaluate(`[...document.querySelectorAll('.table:not(.cards) th button')].find((b) => b.getClientRects().length && b.closest('th').align === 'right').focus()`);
await browser.press('Enter', 13, '\r');
const up = await browser.evaluate(column);
assert.ok(up.length >= 4 && sorted(up.filter((v) => !isNaN(v)), 1), `ascending: ${up}`);
assert.equal(await browser.evaluate(`document.activeElement.closest('th').ariaSort`), 'ascending');
await browser.press(' ', 32, ' ');
assert.ok(sorted((await browser.evaluate(column)).filter((v) => !isNaN(v)), -1), 'descending');
const before = await browser.evaluate(`document.activeElement.closest('th').cellIndex`);
await browser.press('Tab', 9);
assert.equal(await browser.evaluate(`document.activeElement.closest('th')?.cellIndex ?? -1`), before + 1, 'Tab goes to the next column');

// Folded parts: closed at first, open by keyboard, and by a link into them.
assert.equal(await browser.evaluate(`document.querySelectorAll('details[open]').length`), 0);
await browser.evaluate(`document.querySelector('details summary').focus()`);
await browser.press('Enter', 13, '\r');
assert.equal(await browser.evaluate(`document.querySelector('details').open`), true);
await browser.evaluate(`location.hash = document.querySelector('#runsmd .anchor').id`);
await browser.evaluate('new Promise((resolve) => setTimeout(resolve, 100))');
assert.equal(await browser.evaluate(`document.querySelector('#runsmd').open`), true, 'a link opens what it leads into');
assert.deepEqual(await browser.evaluate(`[...document.querySelectorAll('a[href^="#"]')].map((a) => a.getAttribute('href')).filter((h) => !document.getElementById(decodeURIComponent(h.slice(1))))`), [], 'every anchor is there');
assert.deepEqual(await browser.evaluate(`[...document.querySelectorAll('a')].map((a) => a.getAttribute('href')).filter((h) => !/^(#|data:|https:)/.test(h))`), [], 'no link needs a file beside the page');

// Filtering.
const shown = `[...document.querySelector('.filter + .table tbody').rows].filter((r) => !r.hidden).length`;
const all = await browser.evaluate(shown);
await browser.evaluate(`(() => { const i = document.querySelector('.filter input'); i.value = 'contradicted'; i.dispatchEvent(new Event('input')); })()`);
const some = await browser.evaluate(shown);
assert.ok(some > 0 && some < all, `${some} of ${all} rows`);

// Without scripts all is there, but for what trains.
const text = `(() => {
  const copy = document.querySelector('main').cloneNode(true);
  copy.querySelector('#live').remove();
  return copy.textContent.replace(/\\s+/g, ' ');
})()`;
await browser.open(page);
const withScripts = (await browser.evaluate(text)).replaceAll('Filter rows ', '');
await browser.open(page, {scripts: false});
assert.equal((await browser.evaluate(text)).replace(/\s+/g, ''), withScripts.replace(/\s+/g, ''), 'without scripts');
assert.equal(await browser.evaluate(`document.querySelectorAll('th button').length`), 0);
assert.deepEqual(await problems(), [], 'without scripts');

for (const options of [{}, {dark: true}, {width: 390}, {width: 390, dark: true}]) {
  await browser.open(page, {...options, bypassPolicy: true});
  assert.deepEqual(await violations(), [], `axe-core, ${JSON.stringify(options)}`);
}

// On paper: without what is folded, light although the screen is dark.
await browser.open(page, {media: 'print', dark: true, width: 800});
assert.deepEqual(await problems(), [], 'print');
assert.equal(await browser.evaluate(`getComputedStyle(document.body).backgroundColor`), 'rgb(255, 255, 255)');
const {data} = await browser.call('Page.printToPDF', {preferCSSPageSize: true});
const pdf = Buffer.from(data, 'base64');
const pages = pdf.toString('latin1').match(/\/Type \/Page\b/g).length;
assert.ok(pages >= 5 && pages <= 28, `${pages} printed pages`);

// The same look finds what is wrong.
await browser.open(variant('wide', (t) => t.replace('<main>', '<main><hr width="500">')), {width: 390});
assert.match((await problems()).join('\n'), /^wider than the window: html/m);
assert.match((await problems()).join('\n'), /^wider than the window: hr /m);
await browser.open(`${folder}/wide.html`, {width: 1280});
assert.deepEqual(await problems(), [], '500 pixels are not too wide for a desktop');
await browser.open(variant('broken', (t) => t.replace('src="data:image/svg+xml;base64,', 'src="data:image/svg+xml;base64,AAAA')));
assert.match((await problems()).join('\n'), /^no picture: /m);
await browser.open(variant('bare', (t) => t.replaceAll(' class="table"', '')), {width: 390});
assert.match((await problems()).join('\n'), /^wider than the window: /m);
await browser.open(variant('cut', (t) => t.replace(/(<td>.*?<span class=")(chip)/, `$1chip">${'x'.repeat(90)}</span><span class="$2`)), {width: 390});
assert.match((await problems()).join('\n'), /^cut in a verdict: /m);
await browser.open(variant('pale', (t) => t.replace('<main>', '<main><p><font color="#ccc">pale</font></p>')), {bypassPolicy: true});
assert.match((await violations()).join('\n'), /^color-contrast: /m);

await browser.close();
console.log(`${figures} figures, ${pages} printed pages`);
