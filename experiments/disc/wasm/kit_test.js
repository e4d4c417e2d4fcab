// kit_test.js MODULE DISC_MODULE_JS KIT SIGNATURES: in node the module gives the answers of the numeric contract's kit, as far as its
// operations go, and the weights of sampled signatures.
'use strict';
const fs = require('fs');
const path = require('path');
const {createHash} = require('crypto');

const [moduleFile, script, kit, signatures] = process.argv.slice(2);
const DiscModule = new Function(`${fs.readFileSync(script, 'utf8')}; return DiscModule;`)();

const sha256 = (...arrays) => {
  const hash = createHash('sha256');
  for (const a of arrays) hash.update(new Uint8Array(a.buffer, a.byteOffset, a.byteLength));
  return hash.digest('hex');
};
const hashOf = (array) => sha256(array).slice(0, 16);
// Bit patterns, as the kit writes them.
const hexOf = (array) => {
  const size = array.BYTES_PER_ELEMENT;
  const bytes = Buffer.from(new Uint8Array(array.buffer, array.byteOffset, array.byteLength));
  return (size === 4 ? bytes.swap32() : bytes.swap64()).toString('hex');
};
const floatsOf = (hex) => {
  const bytes = Buffer.from(hex, 'hex').swap32();
  return new Float32Array(new Uint8Array(bytes).buffer);
};
const doublesOf = (hex) => new Float64Array(new Uint8Array(Buffer.from(hex, 'hex').swap64()).buffer);
const word = (hex) => BigInt('0x' + hex);
// With the same bits for every NaN.
const canonical = (array) => {
  const isFloat = array.BYTES_PER_ELEMENT === 4;
  const bits = isFloat ? new Uint32Array(array.buffer) : new BigUint64Array(array.buffer);
  array.forEach((value, i) => {
    if (value !== value) bits[i] = isFloat ? 0x7fc00000 : 0x7ff8000000000000n;
  });
  return array;
};

const VECTOR = 16; // floats that the kernels of functions take at a time

function applied(disc, name, x) {
  const padded = new Float32Array(Math.ceil(x.length / VECTOR) * VECTOR);
  padded.set(x);
  disc.setFloats(padded);
  return disc.floats(name).subarray(0, x.length);
}

function functionHash(disc, name) {
  const hash = createHash('sha256');
  const chunk = 1 << 14;
  for (let first = 0; first < 2 ** 32; first += 257 * chunk) {
    const patterns = new Uint32Array(Math.min(chunk, Math.ceil((2 ** 32 - first) / 257)));
    patterns.forEach((_, i) => (patterns[i] = first + 257 * i));
    const y = applied(disc, name, new Float32Array(patterns.buffer));
    hash.update(new Uint8Array(y.buffer, y.byteOffset, y.byteLength));
  }
  return hash.digest('hex').slice(0, 16);
}

function weightsByName(disc, weights) {
  const hashes = {};
  let at = 0;
  for (const [name, size] of disc.parameters()) {
    hashes[name] = hashOf(weights.slice(at, at + size));
    at += size;
  }
  return hashes;
}

// The parts of an array of `disc_data`.
function discData(disc, seed, points) {
  const all = disc.floats('disc_data', seed, points);
  const parts = [];
  for (let at = 0; at < all.length; ) {
    for (const size of [2 * points, points]) {
      parts.push(all.slice(at, at + size));
      at += size;
    }
  }
  return parts;
}

// The trace of a whole training, but for what lies between the layers of the first step, and for receipts.
function run(disc, test) {
  const {batch_size, early_stopping_patience} = test.hyperparameters;
  const seed = word(test.seed);
  disc.prepare(test.variant, test.hyperparameters, seed);
  const answer = {
    dataset_digest: sha256(...discData(disc, seed, test.hyperparameters.points)),
    train_inputs: hashOf(disc.floats('train_inputs')),
    train_targets: [hashOf(disc.floats('train_targets'))],
    test_inputs: hashOf(disc.floats('test_inputs')),
    test_targets: [hashOf(disc.floats('test_targets'))],
    initial_weights: weightsByName(disc, disc.floats('initial_weights')),
    drawn_in_epochs: [],
    first_step: {},
    weights_after_step: {},
    epochs: [],
  };
  const points = disc.exports.trained_count();
  const stepsPerEpoch = Math.ceil(points / batch_size);
  const orderOf = (epoch) => new Int32Array(disc.bytes('permutation', seed, 3, epoch, points).buffer);
  let step = 0;
  let losses = [];
  disc.onStep = (loss) => {
    if (step % stepsPerEpoch === 0) {
      const epoch = step / stepsPerEpoch;
      answer.drawn_in_epochs.push({inputs: hashOf(disc.floats('epoch_inputs', epoch)), order: hashOf(orderOf(epoch))});
    }
    if (step === 0) {
      const inputs = disc.floats('epoch_inputs', 0);
      const batch = [...orderOf(0).slice(0, batch_size)].flatMap((i) => [...inputs.slice(2 * i, 2 * i + 2)]);
      answer.first_step = {inputs: hashOf(new Float32Array(batch)), loss: hexOf(new Float64Array([loss]))};
    }
    step += 1;
    const weights = disc.floats('weights');
    if ([1, 2, 10].includes(step)) answer.weights_after_step[step] = weightsByName(disc, weights);
    losses.push(loss);
    if (step % stepsPerEpoch === 0 && Number.isFinite(loss)) {
      answer.epochs.push({losses: hashOf(new Float64Array(losses)), weights: sha256(weights)});
      losses = [];
    }
  };
  disc.train();
  const diverged = Number(disc.exports.diverged_step());
  answer.end = {
    diverged_step: diverged || null,
    train_loss: hashOf(disc.doubles('train_loss')),
    first_losses: hashOf(disc.doubles('first_losses')),
    weights_digest: sha256(disc.floats('weights')),
  };
  if (early_stopping_patience > 0) {
    answer.end.held_out_loss = hexOf(disc.doubles('held_out_loss'));
    answer.end.best_epoch = disc.exports.best_epoch();
    answer.end.stopped = disc.exports.stopped() !== 0;
  }
  if (!diverged) {
    answer.end.train_accuracy = disc.exports.train_accuracy();
    answer.end.test_accuracy = disc.exports.test_accuracy();
  }
  return answer;
}

const operations = {
  philox: (disc, {counter, key}) => ({words: [...new Uint32Array(disc.bytes('philox', ...counter, ...key).buffer)]}),
  uniform: (disc, {seed, purpose, substream, count}) => ({
    values: hexOf(disc.floats('uniform', word(seed), purpose, substream, count)),
  }),
  below: (disc, {seed, purpose, substream, bound, count}) => ({
    values: [...new Uint32Array(disc.bytes('below', word(seed), purpose, substream, bound, count).buffer)],
  }),
  permutation: (disc, {seed, purpose, substream, count}) => {
    const places = new Int32Array(disc.bytes('permutation', word(seed), purpose, substream, count).buffer);
    return places.length <= 64 ? {places: [...places]} : {first: [...places.slice(0, 64)], hash: hashOf(places)};
  },
  fma: (disc, test) => {
    const [a, b, c] = [test.a, test.b, test.c].map(floatsOf);
    const results = ['fma', 'kernel_fma'].map((name) => hexOf(canonical(a.map((_, i) => disc.exports[name](a[i], b[i], c[i])))));
    return {result: results[0] === results[1] ? results[0] : `${results[0]}, in kernels ${results[1]}`};
  },
  function: (disc, test) => ({y: hexOf(applied(disc, test.function, floatsOf(test.x)).slice())}),
  function_hashes: (disc, test) => ({every_257th: functionHash(disc, test.function)}),
  trigonometry: (disc, test) => {
    const of = (name) => hexOf(canonical(doublesOf(test.x).map((x) => disc.exports[name](x))));
    return {sinpi: of('sinpi'), cospi: of('cospi')};
  },
  learning_rates: (disc, test) => {
    disc.prepare('depth-3', test.hyperparameters, 0n);
    return {rates: hexOf(new Float64Array(test.at.map((step) => disc.exports.learning_rate(BigInt(step), BigInt(test.steps)))))};
  },
  disc_data: (disc, {seed, points}) => {
    const parts = discData(disc, word(seed), points);
    const [train_points, train_targets, test_points, test_targets] = parts.map(hexOf);
    return {train_points, train_targets, test_points, test_targets, digest: sha256(...parts)};
  },
  move_points: (disc, test) => {
    disc.setFloats(floatsOf(test.rows));
    return {rows: hexOf(disc.floats('move_points', word(test.seed), test.epoch, test.symmetry === 'rotations', test.centre))};
  },
  run: (disc, test) => (test.experiment === 'disc' ? run(disc, test) : null),
};

// Of expected answers, what the module does not show.
const NOT_SHOWN = /^(all_in_16_parts|first_step\/(y|dx|gradients)|(epochs\/\d+|end)\/receipt)/;

// The first place at which the answer is not the expected one, or ''.
function difference(expected, answer, place = '') {
  if (NOT_SHOWN.test(place)) return '';
  if (expected === null || typeof expected !== 'object') return expected === answer ? '' : `${place}: ${answer}, not ${expected}`;
  if (answer === null || typeof answer !== 'object') return `${place}: ${answer}`;
  for (const key of Object.keys(answer)) if (!(key in expected)) return `${place}/${key}: unexpected`;
  for (const key of Object.keys(expected)) {
    const found = difference(expected[key], answer[key], place ? `${place}/${key}` : key);
    if (found) return found;
  }
  return '';
}

// One seed of each preset and variant, each another.
function sample(text) {
  const settings = new Map();
  const runs = new Map();
  for (const line of text.split('\n')) {
    const [first, second, third] = line.split(' ');
    if (first === 'settings' && second.startsWith('disc/')) settings.set(second, JSON.parse(third));
    const [, preset, variant, seed] = /^(disc\/[^/]+)\/([^/]+)\/seed-(\d+)$/.exec(first) || [];
    if (!preset) continue;
    const all = runs.get(preset + variant) || [];
    all.push({preset, variant, seed: BigInt(seed), digest: second});
    runs.set(preset + variant, all);
  }
  return [...runs.values()].map((all, i) => {
    const one = all[i % all.length];
    return {...one, hyperparameters: settings.get(one.preset)};
  });
}

async function main() {
  const disc = await DiscModule.load(fs.readFileSync(moduleFile));
  let wrong = 0;
  const say = (line) => {
    wrong += 1;
    console.error(line);
  };
  for (const file of ['random', 'functions', 'data', 'runs']) {
    let checked = 0;
    const cases = JSON.parse(fs.readFileSync(path.join(kit, `${file}.json`)));
    for (const test of cases) {
      const answer = operations[test.operation] && operations[test.operation](disc, test);
      if (!answer) continue;
      checked += 1;
      const found = difference(test.answer, answer);
      if (found) say(`${file}.json: ${test.name}: ${found}`);
    }
    if (checked === 0) say(`${file}.json: no case was checked`);
    console.log(`${file}.json: ${checked} of ${cases.length} cases`);
  }
  const sampled = sample(fs.readFileSync(signatures, 'utf8'));
  if (sampled.length < 4) say(`${signatures}: ${sampled.length} settings of the disc`);
  disc.onStep = () => {};
  for (const {preset, variant, seed, digest, hyperparameters} of sampled) {
    const start = process.hrtime.bigint();
    disc.prepare(variant, hyperparameters, seed);
    disc.train();
    const weights = sha256(disc.floats('weights'));
    const seconds = Number(process.hrtime.bigint() - start) / 1e9;
    console.log(`${preset}/${variant}, seed ${seed}: ${seconds.toFixed(2)} s`);
    if (weights !== digest) say(`${preset}/${variant}, seed ${seed}: ${weights}, not ${digest}`);
  }
  if (wrong > 0) process.exit(1);
}
main().catch((error) => {
  console.error(error);
  process.exit(1);
});
