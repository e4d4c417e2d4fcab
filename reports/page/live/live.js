// The part of the page that trains; without it the page is whole. It stands behind report.js.
(() => {
  const $ = (name) => document.getElementById('live-' + name);
  const data = JSON.parse($('data').textContent);
  const SEEDS = 10; // of a verification

  const bytesOf = (base64) => Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
  const hex = (bytes) => [...new Uint8Array(bytes)].map((b) => b.toString(16).padStart(2, '0')).join('');
  const published = ({variant, seed}) => data.runs[variant][seed];

  // {worker, jobs to do, how many are done, of all, the element that began it}; null while nothing runs.
  let running = null;

  function setRunning(now) {
    running = now;
    for (const name of ['train', 'verify', 'variant', 'seed']) $(name).disabled = now !== null;
    $('cancel').disabled = now === null;
    $('progress').hidden = now === null;
    $('epoch').textContent = '';
  }

  function stop(status) {
    const {worker, began} = running;
    const isFocused = document.activeElement === $('cancel');
    worker.terminate();
    setRunning(null);
    if (isFocused) began.focus();
    $('status').textContent = status;
  }

  function start(jobs) {
    const url = URL.createObjectURL(new Blob([$('worker').textContent], {type: 'text/javascript'}));
    const worker = new Worker(url);
    URL.revokeObjectURL(url);
    setRunning({worker, jobs, done: 0, same: 0, compared: 0, seconds: 0, began: document.activeElement});
    const here = running;
    $('cancel').focus({preventScroll: true});
    worker.onerror = (event) => here === running && stop('The training could not be started: ' + event.message);
    worker.onmessage = async ({data: message}) => {
      if (here !== running) return;
      const job = jobs[here.done];
      if (message.error) {
        stop(message.error);
      } else if (message.done) {
        const line = await comparison(job, message.done);
        if (here !== running) return;
        show(line);
        here.compared += line.state ? 1 : 0;
        here.same += line.state === 'same' ? 1 : 0;
        here.seconds += message.done.seconds;
        here.done += 1;
        next();
      } else {
        $('progress').value = (here.done + message.losses.length / data.hyperparameters.epochs) / jobs.length;
        $('epoch').textContent = `: epoch ${message.losses.length} of ${data.hyperparameters.epochs}`;
        drawLosses(job, message.losses);
        drawGrid(message.grid, message.threshold);
      }
    };
    $('results').replaceChildren();
    $('pictures').hidden = false;
    next();
  }

  function next() {
    const {worker, jobs, done, same, compared, seconds} = running;
    if (done === jobs.length) {
      stop(`${compared ? `${same} of ${compared} published runs are the same here, bit for bit` : 'Trained'}; ${seconds.toFixed(1)} s of training`);
      return;
    }
    const job = jobs[done];
    $('status').textContent = title(job);
    $('progress').value = done / jobs.length;
    drawLosses(job, []);
    worker.postMessage({
      module: bytesOf($('module').textContent),
      variant: job.variant,
      hyperparameters: data.hyperparameters,
      seed: job.seed,
    });
  }

  const title = ({variant, seed}) => `${data.preset}/${variant}, seed ${seed}`;

  // {text, state}: state is "same", "differs" or, where nothing is published, "".
  async function comparison(job, done) {
    const accuracy = done.diverged ? `diverged at step ${done.diverged}` : `test accuracy ${done.test_accuracy}`;
    const head = `${title(job)}: ${accuracy}, ${done.seconds.toFixed(2)} s. `;
    if (!window.crypto || !crypto.subtle) {
      return {text: head + 'This browser computes SHA-256 for pages from a file or over HTTPS alone.', state: ''};
    }
    const digest = hex(await crypto.subtle.digest('SHA-256', done.weights));
    const run = published(job);
    if (!run) return {text: `${head}SHA-256 of the weights ${digest}; no run of this seed is published.`, state: ''};
    if (run.digest === digest) {
      return {text: `${head}Same bits: SHA-256 of the weights ${digest}, as published.`, state: 'same'};
    }
    return {
      text: `${head}Not the same: SHA-256 of the weights ${digest}, published ${run.digest}. ${await whereItParts(run, done)}`,
      state: 'differs',
    };
  }

  // As far as the record tells, in the order of a training: data, steps, epochs.
  async function whereItParts(run, done) {
    if (!run.train_loss) return 'Losses of this seed are not in this page: seeds 0 to 9 tell where they part.';
    if (hex(await crypto.subtle.digest('SHA-256', done.drawn)) !== run.dataset_digest) return 'The data differ.';
    for (const [name, what] of [['first_losses', 'step'], ['train_loss', 'epoch']]) {
      const i = run[name].findIndex((loss, at) => loss !== done[name][at]);
      if (i >= 0) return `The losses part at ${what} ${i + 1}: ${done[name][i]} here, ${run[name][i]} published.`;
    }
    return 'All losses are the same: it is the end that differs.';
  }

  function show({text, state}) {
    const item = document.createElement('li');
    item.textContent = text;
    if (state) item.className = state;
    $('results').append(item);
  }

  // The canvas with one unit per pixel of its attributes, sharp on dense screens, and empty.
  function canvasOf(name) {
    const canvas = $(name);
    const [width, height] = name === 'loss' ? [480, 320] : [320, 320];
    const scale = Math.min(3, window.devicePixelRatio || 1);
    canvas.width = width * scale;
    canvas.height = height * scale;
    const context = canvas.getContext('2d');
    context.scale(scale, scale);
    return {context, width, height};
  }

  function drawLosses(job, losses) {
    const {context, width, height} = canvasOf('loss');
    const run = published(job);
    const other = (run && run.train_loss) || [];
    const [left, top, right, bottom] = [44, 12, width - 12, height - 30];
    const most = Math.max(...losses, ...other, 1e-9);
    const x = (i) => left + ((right - left) * i) / (data.hyperparameters.epochs - 1 || 1);
    const y = (loss) => bottom - ((bottom - top) * loss) / most;
    context.font = '13px system-ui, sans-serif';
    context.fillStyle = context.strokeStyle = '#57606a';
    context.textAlign = 'right';
    for (const part of [0, 0.5, 1]) context.fillText((most * part).toFixed(2), left - 6, y(most * part) + 4);
    context.fillText(`epoch ${data.hyperparameters.epochs}`, right, height - 10);
    context.textAlign = 'left';
    context.fillText('1', left, height - 10);
    context.strokeRect(left, top, right - left, bottom - top);
    const line = (values, colour, thickness) => {
      context.beginPath();
      values.forEach((loss, i) => context.lineTo(x(i), y(loss)));
      context.strokeStyle = colour;
      context.lineWidth = thickness;
      context.stroke();
    };
    line(other, '#b9c0c8', 5);
    line(losses, '#005a8c', 2);
  }

  // `grid`: row by row from below, as the task's points.
  function drawGrid(grid, threshold) {
    const {context, width, height} = canvasOf('boundary');
    const n = Math.round(Math.sqrt(grid.length));
    const image = new ImageData(n, n);
    grid.forEach((value, i) => {
      const at = 4 * ((n - 1 - Math.floor(i / n)) * n + (i % n));
      const far = Math.min(1, 2 * Math.abs(value - threshold));
      const inside = value > threshold;
      image.data[at] = inside ? 255 - 255 * far : 255;
      image.data[at + 1] = inside ? 255 - 165 * far : 255 - 60 * far;
      image.data[at + 2] = inside ? 255 - 115 * far : 255 - 110 * far;
      image.data[at + 3] = 255;
    });
    const small = document.createElement('canvas');
    small.width = small.height = n;
    small.getContext('2d').putImageData(image, 0, 0);
    context.drawImage(small, 0, 0, width, height);
    context.beginPath();
    context.arc(width / 2, height / 2, width / Math.sqrt(2 * Math.PI), 0, 2 * Math.PI);
    context.strokeStyle = '#1b1f24';
    context.stroke();
  }

  // "#train=depth-3,7": what the form says, to be sent on.
  function writeAddress() {
    history.replaceState(null, '', `#train=${$('variant').value},${$('seed').value}`);
  }
  function readAddress() {
    const [, variant, seed] = /^#train=([\w-]+),(\d+)$/.exec(location.hash) || [];
    if (!variant || !(variant in data.runs)) return;
    $('variant').value = variant;
    $('seed').value = seed;
    $('title').scrollIntoView();
  }

  for (const variant of Object.keys(data.runs)) $('variant').add(new Option(variant));
  $('form').addEventListener('submit', (event) => {
    event.preventDefault();
    writeAddress();
    start([{variant: $('variant').value, seed: Number($('seed').value)}]);
  });
  $('verify').addEventListener('click', () => {
    start(Array.from({length: SEEDS}, (_, seed) => ({variant: $('variant').value, seed})));
  });
  $('cancel').addEventListener('click', () => stop('Cancelled.'));
  window.addEventListener('hashchange', readAddress);
  document.getElementById('live').hidden = $('entry').hidden = false;
  readAddress();
})();
