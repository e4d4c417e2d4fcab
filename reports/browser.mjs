// Chromium by its own protocol, over two pipes: no library and no port.
import {spawn} from 'node:child_process';

export class Browser {
  // Called with each event, as the protocol has it.
  listeners = [];

  #pending = new Map();
  #waiting = new Map();
  #next = 1;
  #rest = '';

  // A browser with one empty page. `profile` is a folder of its own.
  static async start(profile) {
    const browser = new Browser();
    const options = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--no-first-run', '--remote-debugging-pipe'];
    browser.process = spawn('chromium', [...options, `--user-data-dir=${profile}`, 'about:blank'], {stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe']});
    browser.process.stdio[4].on('data', (data) => browser.#read(data.toString()));
    browser.process.on('error', (error) => { throw error; });
    const {targetInfos} = await browser.browserCall('Target.getTargets');
    const page = targetInfos.find((target) => target.type === 'page');
    const {sessionId} = await browser.browserCall('Target.attachToTarget', {targetId: page.targetId, flatten: true});
    browser.session = sessionId;
    await browser.call('Page.enable');
    return browser;
  }

  #read(text) {
    const messages = (this.#rest + text).split('\0');
    this.#rest = messages.pop();
    for (const message of messages.map((m) => JSON.parse(m))) {
      if (message.id) {
        const {resolve, reject} = this.#pending.get(message.id);
        this.#pending.delete(message.id);
        if (message.error) reject(new Error(message.error.message)); else resolve(message.result);
      } else {
        this.#waiting.get(message.method)?.();
        this.#waiting.delete(message.method);
        for (const listener of this.listeners) listener(message);
      }
    }
  }

  // A command about the page, or, without its session, about the browser.
  browserCall(method, params = {}, sessionId = undefined) {
    const id = this.#next++;
    this.process.stdio[3].write(JSON.stringify({id, method, params, sessionId}) + '\0');
    return new Promise((resolve, reject) => this.#pending.set(id, {resolve, reject}));
  }

  call(method, params = {}) {
    return this.browserCall(method, params, this.session);
  }

  // Shows a file in a window of so many pixels, by `media` "screen" or "print", dark or not.
  async open(path, {width = 1280, height = 900, dark = false, media = 'screen', scripts = true, bypassPolicy = false} = {}) {
    await this.call('Emulation.setDeviceMetricsOverride', {width, height, deviceScaleFactor: 1, mobile: false});
    await this.call('Emulation.setEmulatedMedia', {media, features: [{name: 'prefers-color-scheme', value: dark ? 'dark' : 'light'}]});
    await this.call('Emulation.setScriptExecutionDisabled', {value: !scripts});
    await this.call('Page.setBypassCSP', {enabled: bypassPolicy});
    const loaded = new Promise((resolve) => this.#waiting.set('Page.loadEventFired', resolve));
    await this.call('Page.navigate', {url: `file://${path}`});
    await loaded;
  }

  // The value of an expression on the page, after its promise.
  async evaluate(expression) {
    const {result, exceptionDetails} = await this.call('Runtime.evaluate', {expression, awaitPromise: true, returnByValue: true});
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  }

  // Presses a key as a hand does.
  async press(key, code, text = undefined) {
    const event = {key, code: key === ' ' ? 'Space' : key, windowsVirtualKeyCode: code, text};
    await this.call('Input.dispatchKeyEvent', {type: 'keyDown', ...event});
    await this.call('Input.dispatchKeyEvent', {type: 'keyUp', ...event});
  }

  async close() {
    const ended = new Promise((resolve) => this.process.on('exit', resolve));
    await this.browserCall('Browser.close');
    await ended;
  }
}
