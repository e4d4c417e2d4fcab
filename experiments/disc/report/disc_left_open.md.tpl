- The text says three hidden layers of 25 units, three times; the code beside it has four. Both are here.
- No hyperparameter is given but the epochs and sizes of the disc's network.
- The labels are 1 and 0, and the network ends with tanh, which gives −1 to 1. With labels 1 and −1 in their place, and an answer judged by its
  sign, this is another training: below.
