// live_browser_test.mjs PAGE [PICTURES]: what the page trains at the reader, in Debian's Chromium: ten published digests come out, a
// training can be cancelled and begins from the address, what differs is told; on a desktop, and on a phone with a slow processor. PICTURES
// is a folder for pictures of the page while it trains.
import assert from 'node:assert/strict';
import {mkdtempSync, readFileSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {Browser} from './browser.mjs';

const page = resolve(process.argv[2]);
const pictures = process.argv[3];
const folder = process.env.TEST_TMPDIR ?? mkdtempSync(join(tmpdir(), 'live-'));
const browser = await Browser.start(`${folder}/profile`);

// What the browser complains about, and what it loads besides the page and its worker.
const complaints = [];
browser.listeners.push(({method, params}) => {
  if (method === 'Runtime.exceptionThrown') complaints.push(params.exceptionDetails.exception.description);
  if (method === 'Log.entryAdded') complaints.push(params.entry.text);
  if (method === 'Network.requestWillBeSent' && !/^(file|blob|data):/.test(params.request.url)) complaints.push(`loads ${params.request.url}`);
});
for (const domain of ['Runtime', 'Log', 'Network']) await browser.call(`${domain}.enable`);

const click = (name) => browser.evaluate(`document.getElementById('live-${name}').click()`);
const valueOf = (name) => browser.evaluate(`document.getElementById('live-${name}').value`);
const status = () => browser.evaluate(`document.getElementById('live-status').textContent`);
const isIdle = () => browser.evaluate(`document.getElementById('live-cancel').disabled`);
const results = () => browser.evaluate(`[...document.querySelectorAll('#live-results li')].map((li) => [li.className, li.textContent])`);
const isTraining = () => browser.evaluate(`document.getElementById('live-epoch').textContent.includes('epoch')`);
const digestOf = (text) => /[0-9a-f]{64}/.exec(text)?.[0];

async function until(condition, seconds) {
  const end = Date.now() + 1000 * seconds;
  while (!(await condition())) {
    assert.ok(Date.now() < end, `${condition} does not hold after ${seconds} s: ${await status()}`);
    await sleep(50);
  }
}

async function takePicture(name) {
  if (!pictures) return;
  await browser.evaluate(`document.getElementById('live-title').scrollIntoView({behavior: 'instant'})`);
  const {data} = await browser.call('Page.captureScreenshot', {format: 'png'});
  writeFileSync(join(pictures, `${name}.png`), Buffer.from(data, 'base64'));
}

// Presses the button for ten seeds. `seconds`: that it may take.
async function verify(what, seconds) {
  const start = Date.now();
  await click('verify');
  await until(async () => (await isIdle()) || ((await results()).length >= 2 && (await isTraining())), seconds);
  await takePicture(`${what}-while`);
  await until(isIdle, seconds);
  const took = (Date.now() - start) / 1000;
  const lines = await results();
  assert.equal(lines.length, 10, `${what}: ${await status()}`);
  for (const [state, text] of lines) assert.ok(state === 'same' && /Same bits/.test(text) && digestOf(text), `${what}: ${text}`);
  assert.equal(new Set(lines.map(([, text]) => digestOf(text))).size, 10, `${what}: each digest once`);
  assert.match(await status(), /^10 of 10 published runs are the same here/, what);
  assert.ok(await browser.evaluate('document.documentElement.scrollWidth <= document.documentElement.clientWidth'), `${what}: wider than the window`);
  await takePicture(`${what}-after`);
  console.log(`${what}: ${await status()}; ${took.toFixed(1)} s in all`);
}

// How many colours are drawn.
const colours = (name) => browser.evaluate(`(() => {
  const canvas = document.getElementById('live-${name}');
  const {data} = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  return new Set(new Uint32Array(data.buffer)).size;
})()`);

// Lets the page and its workers run for one part in `slow` of the time, until the function that it returns is called. (The browser's own
// emulation slows down the page's main thread alone.)
async function slowDown(slow) {
  const {processInfo} = await browser.browserCall('SystemInfo.getProcessInfo');
  const renderers = processInfo.filter(({type}) => type === 'renderer').map(({id}) => id);
  assert.ok(renderers.length > 0, 'no process shows the page');
  const send = (signal) => renderers.forEach((id) => process.kill(id, signal));
  let going = true;
  const ended = (async () => {
    while (going) {
      send('SIGSTOP');
      await sleep(10 * (slow - 1));
      send('SIGCONT');
      await sleep(10);
    }
  })();
  return () => {
    going = false;
    return ended;
  };
}

await browser.open(page, {scripts: false});
assert.equal(await browser.evaluate(`document.getElementById('live').getClientRects().length`), 0, 'without scripts there is nothing to press');
assert.equal(await browser.evaluate(`document.getElementById('live-entry').getClientRects().length`), 0, 'nor among the contents');

await browser.open(page);
assert.equal(await browser.evaluate(`document.getElementById('live-entry').getClientRects().length`), 1, 'the contents name it');
await verify('desktop', 900);
assert.ok((await colours('loss')) > 3, 'losses are drawn');
assert.ok((await colours('boundary')) > 10, 'the boundary is drawn');

await click('train');
await until(isTraining, 200);
await click('cancel');
assert.equal(await status(), 'Cancelled.');
await sleep(1500);
assert.equal(await status(), 'Cancelled.', 'a cancelled training says nothing more');
assert.deepEqual(await results(), [], 'and has no result');
assert.equal(await browser.evaluate('location.hash'), '#train=depth-3,0', 'the address says what was trained');
await click('train');
await until(isIdle, 200);
assert.match(await status(), /^1 of 1 published runs/, 'after a cancelled one, another runs to its end');
console.log(`one seed: ${await status()}`);

// A page of which the fragment alone changes would not be loaded again.
writeFileSync(`${folder}/empty.html`, '<!DOCTYPE html><title>Empty</title>');
await browser.open(`${folder}/empty.html`);
await browser.open(`${page}#train=depth-4,3`, {width: 390, dark: true});
assert.deepEqual([await valueOf('variant'), await valueOf('seed')], ['depth-4', '3'], 'the address is read');
const endSlow = await slowDown(6);
await verify('phone, a sixth of the processor', 1800);
await click('train');
await until(isTraining, 200);
await click('cancel');
assert.equal(await status(), 'Cancelled.', 'a slow phone cancels too');
await endSlow();

// A seed that nobody published.
await browser.open(`${folder}/empty.html`);
await browser.open(`${page}#train=depth-3,123456789`);
await click('train');
await until(isIdle, 200);
assert.match((await results())[0][1], /[0-9a-f]{64}; no run of this seed is published/);
assert.match(await status(), /^Trained; /);
assert.deepEqual(complaints, [], 'the browser has nothing to complain about');

// Pages whose record differs say where.
const text = readFileSync(page, 'utf8');
const [block, head, data] = /(<script type="application\/json" id="live-data">)(.*?)<\/script>/s.exec(text);
const nextDigit = (digit) => ((parseInt(digit, 16) + 1) % 16).toString(16);
for (const [name, change, said] of [
  ['data', (run) => (run.dataset_digest = run.dataset_digest.replace(/^./, nextDigit)), /The data differ\./],
  ['step', (run) => (run.first_losses[6] += 2 ** -50), /The losses part at step 7:/],
  ['epoch', (run) => (run.train_loss[140] += 2 ** -50), /The losses part at epoch 141:/],
  ['end', () => {}, /All losses are the same/],
]) {
  const altered = JSON.parse(data);
  const run = altered.runs['depth-3'][0];
  run.digest = run.digest.replace(/^./, nextDigit);
  change(run);
  writeFileSync(`${folder}/${name}.html`, text.replace(block, () => `${head}${JSON.stringify(altered)}</script>`));
  await browser.open(`${folder}/${name}.html`);
  await click('train');
  await until(isIdle, 200);
  const [[state, line]] = await results();
  assert.equal(state, 'differs', line);
  assert.match(line, said);
}

// What the policy does not name does not run.
writeFileSync(`${folder}/script.html`, text.replace('</main>', '<script>window.alien = 1</script></main>'));
await browser.open(`${folder}/script.html`);
assert.equal(await browser.evaluate('window.alien'), undefined);
assert.match(complaints.join('\n'), /Content Security Policy/);

await browser.close();
