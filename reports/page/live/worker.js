// Trains what it is asked for, one message at a time. Behind DiscModule in one script.
let loaded = null;

async function train({module, variant, hyperparameters, seed}) {
  loaded = loaded || (await DiscModule.load(module));
  const disc = loaded;
  disc.prepare(variant, hyperparameters, BigInt(seed));
  const steps = Math.ceil(disc.exports.trained_count() / hyperparameters.batch_size);
  const losses = []; // by epoch, as far as it has come
  let ofEpoch = [];
  let shown = -Infinity;
  const start = performance.now();
  disc.onStep = (loss) => {
    ofEpoch.push(loss);
    if (ofEpoch.length < steps) return;
    losses.push(ofEpoch.reduce((sum, l) => sum + l, 0) / steps);
    ofEpoch = [];
    const now = performance.now();
    if (now - shown < 50 && losses.length < hyperparameters.epochs) return;
    shown = now;
    postMessage({losses: [...losses], grid: disc.floats('grid'), threshold: disc.exports.threshold()});
  };
  disc.train();
  const seconds = (performance.now() - start) / 1000;
  const diverged = Number(disc.exports.diverged_step());
  postMessage({
    done: {
      seconds,
      diverged,
      weights: disc.floats('weights'),
      drawn: disc.bytes('disc_data', BigInt(seed), hyperparameters.points),
      first_losses: [...disc.doubles('first_losses')],
      train_loss: [...disc.doubles('train_loss')],
      test_accuracy: diverged ? null : disc.exports.test_accuracy(),
    },
  });
}

self.onmessage = ({data}) => train(data).catch((error) => postMessage({error: String(error.message || error)}));
