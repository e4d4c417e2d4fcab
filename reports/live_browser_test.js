// live_browser_test.js REPORT_HTML [PICTURES]: what the page trains at the reader, in Chromium: ten published digests come out, a
// training can be cancelled and begins from the address, what differs is told; on a desktop, and on a phone with a slow processor.
// PICTURES is a folder for pictures of the page while it trains.
'use strict';
const fs = require('fs');
const os = require('os');
const path = require('path');
const {spawn} = require('child_process');

const [report, pictures] = process.argv.slice(2);
const scratch = process.env.TEST_TMPDIR || fs.mkdtempSync(path.join(os.tmpdir(), 'live-'));

function check(holds, what) {
  if (!holds) throw new Error(what);
}

// Chromium by its protocol over a pipe: messages end with a zero byte.
class Browser {
  constructor() {
    const options = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--no-first-run', '--remote-debugging-pipe'];
    this.process = spawn('chromium', [...options, `--user-data-dir=${scratch}/profile`, 'about:blank'], {
      stdio: ['ignore', 'ignore', fs.openSync(path.join(scratch, 'chromium.log'), 'w'), 'pipe', 'pipe'],
    });
    this.sent = 0;
    this.waiting = new Map();
    this.listeners = [];
    let rest = '';
    this.process.stdio[4].setEncoding('utf8').on('data', (text) => {
      const messages = (rest + text).split('\0');
      rest = messages.pop();
      for (const message of messages) this.#received(JSON.parse(message));
    });
  }

  #received(message) {
    if (!message.id) return this.listeners.forEach((listener) => listener(message));
    const {resolve, reject} = this.waiting.get(message.id);
    this.waiting.delete(message.id);
    return message.error ? reject(new Error(message.error.message)) : resolve(message.result);
  }

  send(method, params = {}, sessionId = undefined) {
    const id = ++this.sent;
    this.process.stdio[3].write(JSON.stringify({id, method, params, sessionId}) + '\0');
    return new Promise((resolve, reject) => this.waiting.set(id, {resolve, reject}));
  }

  // A page of that width, `slow` times slower than the machine.
  async open(address, width, slow = 1) {
    const {targetId} = await this.send('Target.createTarget', {url: 'about:blank'});
    const {sessionId} = await this.send('Target.attachToTarget', {targetId, flatten: true});
    const page = new Page(this, targetId, sessionId);
    this.listeners.push((message) => page.received(message));
    for (const domain of ['Page', 'Runtime', 'Log', 'Network']) await page.send(domain + '.enable');
    await page.send('Emulation.setDeviceMetricsOverride', {width, height: 900, deviceScaleFactor: 1, mobile: width < 600});
    await page.send('Emulation.setCPUThrottlingRate', {rate: slow});
    await page.send('Page.navigate', {url: address});
    await page.until("document.readyState === 'complete'", 120);
    return page;
  }
}

class Page {
  constructor(browser, targetId, sessionId) {
    Object.assign(this, {browser, targetId, sessionId, complaints: [], requests: []});
  }

  received({method, params, sessionId}) {
    if (sessionId !== this.sessionId) return;
    if (method === 'Runtime.exceptionThrown') this.complaints.push(params.exceptionDetails.exception.description);
    if (method === 'Log.entryAdded') this.complaints.push(params.entry.text);
    if (method === 'Network.requestWillBeSent') this.requests.push(params.request.url);
  }

  send(method, params) {
    return this.browser.send(method, params, this.sessionId);
  }

  async value(expression) {
    const {result, exceptionDetails} = await this.send('Runtime.evaluate', {expression, returnByValue: true, awaitPromise: true});
    check(!exceptionDetails, `${expression}: ${exceptionDetails && JSON.stringify(exceptionDetails.exception)}`);
    return result.value;
  }

  async until(expression, seconds) {
    const end = Date.now() + 1000 * seconds;
    while (!(await this.value(expression))) {
      check(Date.now() < end, `${expression} does not hold after ${seconds} s; status: ${await this.value(status)}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  async picture(name) {
    if (!pictures) return;
    const {data} = await this.send('Page.captureScreenshot', {format: 'png'});
    fs.writeFileSync(path.join(pictures, name + '.png'), Buffer.from(data, 'base64'));
  }

  // Nothing was loaded but the page itself and its worker, and the browser had nothing to complain about.
  async close() {
    const loaded = this.requests.filter((url) => !/^(file|blob|data):/.test(url));
    check(loaded.length === 0, `it loaded ${loaded}`);
    check(this.complaints.length === 0, this.complaints.join('\n'));
    await this.browser.send('Target.closeTarget', {targetId: this.targetId});
  }
}

const status = "document.getElementById('live-status')?.textContent";
const click = (name) => `document.getElementById('live-${name}').click()`;
const idle = "document.getElementById('live-cancel').disabled";
const results = "[...document.querySelectorAll('#live-results li')].map((li) => [li.className, li.textContent])";
const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';

async function verify(page, what, seconds) {
  const start = Date.now();
  await page.value(click('verify'));
  await page.until(`${results}.length >= 2 && ${status}.includes('epoch')`, seconds);
  await page.value("document.getElementById('live-title').scrollIntoView()");
  await page.picture(what + '-while');
  await page.until(idle, seconds);
  const lines = await page.value(results);
  check(lines.length === 10, `${what}: ${lines.length} results: ${await page.value(status)}`);
  for (const [state, text] of lines) check(state === 'same' && /[0-9a-f]{64}/.test(text), `${what}: ${text}`);
  check(new Set(lines.map(([, text]) => /[0-9a-f]{64}/.exec(text)[0])).size === 10, `${what}: digests are there twice`);
  const said = await page.value(status);
  check(said.startsWith('10 of 10 published runs are the same here'), `${what}: ${said}`);
  check((await page.value(overflow)) <= 0, `${what}: wider than the window`);
  await page.picture(what + '-after');
  console.log(`${what}: ${said}; ${((Date.now() - start) / 1000).toFixed(1)} s in all`);
}

// Whether anything but white has been drawn.
const drawn = (name) => `(() => {
  const canvas = document.getElementById('live-${name}');
  const {data} = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  return new Set(new Uint32Array(data.buffer)).size;
})()`;

async function main() {
  const address = 'file://' + path.resolve(report);
  const browser = new Browser();
  try {
    const desktop = await browser.open(address, 1280);
    check(await desktop.value("!document.getElementById('live').hidden"), 'the section is not shown');
    await verify(desktop, 'desktop', 400);
    check((await desktop.value(drawn('loss'))) > 3, 'no losses were drawn');
    check((await desktop.value(drawn('boundary'))) > 10, 'no boundary was drawn');

    await desktop.value(click('train'));
    await desktop.until(`${status}.includes('epoch')`, 100);
    await desktop.value(click('cancel'));
    check((await desktop.value(status)) === 'Cancelled.', 'it was not cancelled');
    await new Promise((resolve) => setTimeout(resolve, 1500));
    check((await desktop.value(`${results}.length`)) === 0, 'a cancelled training went on');
    check((await desktop.value(status)) === 'Cancelled.', 'a cancelled training goes on saying something');
    check((await desktop.value('location.hash')) === '#train=depth-3,0', 'the address does not say what was trained');
    await desktop.close();

    const phone = await browser.open(`${address}#train=depth-4,3`, 390, 6);
    check((await phone.value("document.getElementById('live-seed').value")) === '3', 'the seed of the address is not there');
    check((await phone.value("document.getElementById('live-variant').value")) === 'depth-4', 'nor its network');
    await verify(phone, 'phone, a sixth of the speed', 400);
    await phone.close();

    // A digit of a published digest and of a loss are others.
    const text = fs.readFileSync(report, 'utf8');
    const data = /(<script type="application\/json" id="live-data">)(.*?)<\/script>/s.exec(text);
    const altered = JSON.parse(data[2]);
    const run = altered.runs['depth-3']['0'];
    run.digest = run.digest.replace(/^./, (digit) => (digit === '0' ? '1' : '0'));
    run.first_losses[6] += 2 ** -50;
    const copy = path.join(scratch, 'altered.html');
    fs.writeFileSync(copy, text.replace(data[0], () => `${data[1]}${JSON.stringify(altered)}</script>`));
    const other = await browser.open('file://' + copy, 1280);
    await other.value(click('train'));
    await other.until(`${idle} && ${results}.length === 1`, 200);
    const [state, said] = (await other.value(results))[0];
    check(state === 'differs' && said.includes('The losses part at step 7:'), said);
    await other.close();

    // What was not allowed does not run.
    const script = path.join(scratch, 'script.html');
    fs.writeFileSync(script, text.replace('</main>', '<script>window.alien = 1</script></main>'));
    const page = await browser.open('file://' + script, 1280);
    check((await page.value('window.alien')) === undefined, 'another script was run');
    check(page.complaints.some((line) => /Content Security Policy/.test(line)), 'its policy said nothing');
  } finally {
    const ended = new Promise((resolve) => browser.process.once('exit', resolve));
    browser.process.kill();
    await ended;
  }
}
main().then(
  () => process.exit(0),
  (error) => {
    console.error(`FAILED: ${error.message}`);
    process.exit(1);
  }
);
