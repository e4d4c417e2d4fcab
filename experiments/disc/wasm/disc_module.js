// The module for a page's worker and for node: `await DiscModule.load(bytes)`.
'use strict';

class DiscModule {
  // `bytes`: the compiled module's, as a Uint8Array.
  static async load(bytes) {
    const disc = new DiscModule();
    const host = {
      step: (loss) => disc.onStep(loss),
      fail: (at, size) => {
        throw new Error(disc.#textAt(at, size));
      },
    };
    const {instance} = await WebAssembly.instantiate(bytes, {host});
    disc.exports = instance.exports;
    disc.exports.__wasm_call_ctors();
    return disc;
  }

  // Called after each step of a training, with the loss before it.
  onStep = (loss) => {};

  // Draws data and network of a seed, a BigInt. An Error says which hyperparameter is wrong.
  prepare(variant, hyperparameters, seed) {
    this.#setText(variant);
    this.exports.begin();
    for (const [name, value] of Object.entries(hyperparameters)) {
      this.#setText(typeof value === 'string' ? `${name}=${value}` : name);
      if (typeof value === 'string') this.exports.set_text();
      else this.exports[typeof value === 'boolean' ? 'set_boolean' : 'set_number'](value);
    }
    this.#check(this.exports.prepare(BigInt.asUintN(64, seed)));
  }

  // Trains what is prepared.
  train() {
    this.#check(this.exports.train());
  }

  // What a call leaves as output, as an array of its own; every NaN has the same bits.
  floats(call, ...options) {
    const values = new Float32Array(this.bytes(call, ...options).buffer);
    const bits = new Uint32Array(values.buffer);
    values.forEach((value, i) => {
      if (value !== value) bits[i] = 0x7fc00000;
    });
    return values;
  }
  doubles(call, ...options) {
    return new Float64Array(this.bytes(call, ...options).buffer);
  }
  bytes(call, ...options) {
    if (this.exports[call](...options) === 0) this.#check(0);
    const {memory, output, output_size} = this.exports;
    return new Uint8Array(memory.buffer).slice(output(), output() + output_size());
  }

  // [name, size] of each parameter, in the order in which weights have them.
  parameters() {
    const lines = new TextDecoder().decode(this.bytes('parameters')).trimEnd().split('\n');
    return lines.map((line) => [line.split(' ')[0], Number(line.split(' ')[1])]);
  }

  // Floats that a call takes as input.
  setFloats(values) {
    const at = this.exports.input_floats(values.length);
    new Float32Array(this.exports.memory.buffer, at, values.length).set(values);
  }

  #setText(text) {
    const bytes = new TextEncoder().encode(text);
    const at = this.exports.input_text(bytes.length);
    new Uint8Array(this.exports.memory.buffer, at, bytes.length).set(bytes);
  }

  #check(ok) {
    if (ok) return;
    throw new Error(this.#textAt(this.exports.output(), this.exports.output_size()));
  }

  #textAt(at, size) {
    return new TextDecoder().decode(new Uint8Array(this.exports.memory.buffer, at, size));
  }
}
