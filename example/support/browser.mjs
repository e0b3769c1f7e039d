// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// browser.mjs CHROMIUM PROGRAM FOLDER [PICTURES]: the page of example_embed_in_service in a real browser: started,
// filled, asked again, stopped, reloaded, and with its server gone. With PICTURES, screenshots go into that folder.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';

const [chromium, program, folder, pictures] = process.argv.slice(2);
const pause = milliseconds => new Promise(done => setTimeout(done, milliseconds));

/// Chromium's debugging protocol over a pipe: a JSON text and a zero byte in each direction.
class Browser {
  #next = 1;
  #waiting = new Map();
  #text = '';
  constructor() {
    const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync',
      '--disable-background-networking', '--disable-component-update', '--disable-dev-shm-usage', '--hide-scrollbars',
      `--user-data-dir=${folder}/profile`, '--remote-debugging-pipe'];
    this.process = spawn(chromium, flags, { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
    this.process.stdio[4].on('data', bytes => {
      const parts = (this.#text + bytes).split('\0');
      this.#text = parts.pop();
      for (const part of parts) {
        const { id, result, error } = JSON.parse(part);
        this.#waiting.get(id)?.(error ? Promise.reject(new Error(error.message)) : result);
      }
    });
  }
  send(method, params = {}) {
    const id = this.#next++;
    this.process.stdio[3].write(JSON.stringify({ id, method, params, sessionId: this.session }) + '\0');
    return new Promise(done => this.#waiting.set(id, done));
  }
  async open() {
    const { targetId } = await this.send('Target.createTarget', { url: 'about:blank' });
    this.session = (await this.send('Target.attachToTarget', { targetId, flatten: true })).sessionId;
    await this.send('Page.enable');
  }
  async see(expression) {
    const { result, exceptionDetails } = await this.send('Runtime.evaluate', { expression, returnByValue: true });
    if (exceptionDetails) throw new Error(expression + ': ' + exceptionDetails.exception?.description);
    return result.value;
  }
  async until(expression, what) {
    for (let tries = 0; tries < 600; ++tries, await pause(25))
      if (await this.see(expression)) return;
    assert.fail(`${what}: never ${expression}\n` + await this.see('document.body.innerText'));
  }
  async press(key, code, text) {
    for (const type of ['keyDown', 'keyUp'])
      await this.send('Input.dispatchKeyEvent',
        { type, key, code: key, windowsVirtualKeyCode: code, ...(type == 'keyDown' && text ? { text } : {}) });
  }
  async type(words) {
    await this.see('document.querySelector("input").select()');
    await this.send('Input.insertText', { text: words });
  }
  async go(url) {
    await this.send('Page.navigate', { url });
    await this.until('document.readyState == "complete" && !!document.querySelector("form")', 'the page');
  }
  async picture(name, width, height, scheme) {
    if (!pictures) return;
    await this.send('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 1, mobile: false });
    await this.send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: scheme }] });
    await pause(200);
    assert.equal(await this.see('document.documentElement.scrollWidth > innerWidth'), false, 'the page is too wide');
    const { data } = await this.send('Page.captureScreenshot');
    writeFileSync(`${pictures}/${name}.png`, Buffer.from(data, 'base64'));
    await this.send('Emulation.clearDeviceMetricsOverride');
  }
}

function serve() {
  const service = spawn(program, ['0'], { stdio: ['ignore', 'pipe', 'ignore'] });
  return new Promise(done => service.stdout.once('data', line => done([service, String(line).trim()])));
}

const status = 'document.getElementById("status").textContent';
const problem = 'document.getElementById("problem").textContent';
const field = name => `document.querySelector("#${name} dd").innerText`;
const state = name => `document.getElementById("${name}").className`;
const focus = 'document.activeElement.id || document.activeElement.name';

const [service, url] = await serve();
const page = new Browser();
try {
  await page.open();
  await page.go(url);

  // Before anything is asked: what it is, and that it is simulated. Nothing starts by itself.
  assert.match(await page.see('document.querySelector("#simulated").textContent'), /simulated/);
  assert.equal(await page.see('document.getElementById("result").hidden'), true);
  assert.equal(await page.see('document.querySelector("input").labels[0].textContent.trim()'), 'Product');
  assert.equal(await page.see('document.getElementById("status").getAttribute("role")'), 'status');
  assert.equal(await page.see('document.getElementById("problem").getAttribute("role")'), 'alert');

  // Started by the keyboard, filled field by field.
  await page.see('document.querySelector("input").focus()');
  await page.press('Enter', 13, '\r');
  await page.until(`${state('product_name')} == "complete" && ${state('strengths')} == "streaming"`, 'a field at a time');
  assert.equal(await page.see(state('verdict')), '');
  assert.equal(await page.see('document.querySelector("#verdict span").textContent'), 'waiting');
  assert.equal(await page.see('document.getElementById("result").getAttribute("aria-busy")'), 'true');
  await page.picture('browser-writing', 900, 900, 'light');
  await page.until(`${status} == "Done"`, 'the end');
  assert.equal(await page.see(field('product_name')), 'iPhone 16 Pro');
  assert.equal(await page.see('document.querySelectorAll("#strengths li").length'), 5);
  assert.equal(await page.see(field('score')), '8.5');
  assert.equal(await page.see('[...document.querySelectorAll("dl > div")].every(one => one.className == "complete")'), true);
  assert.equal(await page.see('document.getElementById("result").getAttribute("aria-busy")'), 'false');
  assert.equal(await page.see(focus), 'product', 'the focus stays where it was');
  const took = await page.see('document.getElementById("cost").innerText');
  assert.match(took, /claude-haiku-4-5 \(simulated\)/);
  assert.match(took, /\d+ in, \d+ out/);
  assert.match(took, /\$0\.0\d+ at list prices; nothing was billed/);
  assert.match(took, /\/score: number/, 'what was repaired');
  await page.picture('browser-wide', 900, 1180, 'light');
  await page.picture('browser-narrow', 390, 1440, 'dark');

  // Another question is answered, here after a broken rule.
  await page.type('<b>Nokia</b> 3310');
  await page.press('Enter', 13, '\r');
  await page.until(`${status} == "The answer broke a rule; asking again"`, 'asked again');
  await page.until(`${status} == "Done"`, 'the end of the second');
  assert.equal(await page.see(field('product_name')), '<b>Nokia</b> 3310', 'words of others are text');
  assert.match(await page.see('document.getElementById("cost").innerText'), /\/score must be at most 10, but is 50/);

  // Stopped by the keyboard: the button after the next but one Tab. What had arrived stays, and no more comes.
  await page.type('iPhone 16 Pro');
  await page.press('Enter', 13, '\r');
  await page.until(`${state('strengths')} == "streaming"`, 'running');
  await page.press('Tab', 9);
  await page.press('Tab', 9);
  assert.equal(await page.see(focus), 'stop');
  await page.press(' ', 32, ' ');
  await page.until(`${status}.startsWith("Stopped")`, 'stopped');
  assert.equal(await page.see(focus), 'go', 'the focus is not lost with the button');
  assert.equal(await page.see('document.querySelector("#strengths span").textContent'), 'not finished');
  assert.equal(await page.see('document.querySelector("#score span").textContent'), 'not received');
  const kept = await page.see('document.querySelector("dl").innerText');
  await pause(400);
  assert.equal(await page.see('document.querySelector("dl").innerText'), kept);
  await page.see('document.querySelector("input").focus()');
  await page.press('Enter', 13, '\r');
  await page.until(`${state('strengths')} == "streaming"`, 'running again');
  await page.press('Escape', 27);
  await page.until(`${status}.startsWith("Stopped")`, 'stopped by Escape');

  // Reloaded in the middle: an empty form that works.
  await page.press('Enter', 13, '\r');
  await page.until(`${state('product_name')} == "complete"`, 'running before it is reloaded');
  await page.go(url);
  assert.equal(await page.see('document.getElementById("result").hidden'), true);
  await page.see('document.querySelector("input").focus()');
  await page.press('Enter', 13, '\r');
  await page.until(`${state('strengths')} == "streaming"`, 'running after it was reloaded');

  // The server goes away: the page says so, keeps what it has, and does not ask again by itself.
  service.kill();
  await page.until(`${problem}.startsWith("The connection to the server was lost")`, 'the server is gone');
  assert.equal(await page.see(field('product_name')), 'iPhone 16 Pro');
  assert.equal(await page.see('document.getElementById("stop").disabled'), true);
  await page.press('Enter', 13, '\r');
  await page.until(`${problem}.startsWith("The connection to the server was lost")`, 'the server is still gone');
  console.log('browser: ok');
} finally {
  service.kill();
  page.process.kill();
}
