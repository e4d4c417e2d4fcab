from collections.abc import Iterable, Iterator
from os import PathLike
from typing import Any, Literal, overload

import numpy as np
from numpy.typing import ArrayLike

__version__: str

class _Optimizer:
    def settings(self) -> dict[str, Any]: ...

class SGD(_Optimizer):
    def __init__(self, learning_rate: float, *, momentum: float | None = None, nesterov: bool | None = None) -> None: ...

class Adam(_Optimizer):
    def __init__(
        self,
        learning_rate: float = 0.005,
        *,
        beta1: float | None = None,
        beta2: float | None = None,
        epsilon: float | None = None,
    ) -> None: ...

class AdamW(_Optimizer):
    def __init__(
        self,
        learning_rate: float = 0.005,
        *,
        weight_decay: float,
        beta1: float | None = None,
        beta2: float | None = None,
        epsilon: float | None = None,
    ) -> None: ...

class Run:
    network: str
    seed: int
    layers: str
    run_id: str
    kind: Literal["classification", "binary", "regression"]
    digest: str
    diverged_step: int | None
    metrics: dict[str, float]
    losses: np.ndarray
    first_losses: np.ndarray
    @property
    def weights(self) -> dict[str, np.ndarray]: ...
    @property
    def classes(self) -> np.ndarray | None: ...
    @property
    def rows(self) -> dict[str, np.ndarray]: ...
    @property
    def outputs(self) -> np.ndarray | None: ...
    @property
    def test_outputs(self) -> np.ndarray | None: ...
    def forward(self, X: ArrayLike) -> np.ndarray: ...
    def predict(self, X: ArrayLike) -> np.ndarray: ...
    def predict_proba(self, X: ArrayLike) -> np.ndarray: ...
    def save(self, path: str | PathLike[str]) -> None: ...

class Table(list[dict[str, Any]]):
    metric: str

class Runs:
    networks: dict[str, str]
    seeds: list[int]
    kind: Literal["classification", "binary", "regression"]
    @property
    def metric(self) -> str: ...
    def values(self, network: str, metric: str | None = None) -> np.ndarray: ...
    def table(self, metric: str | None = None) -> Table: ...
    def difference(self, first: str, second: str, metric: str | None = None) -> dict[str, Any]: ...
    def to_pandas(self) -> Any: ...
    def plot(self, metric: str | None = None, ax: Any = None) -> Any: ...
    @overload
    def __getitem__(self, key: str) -> list[Run]: ...
    @overload
    def __getitem__(self, key: tuple[str, int]) -> Run: ...
    def __iter__(self) -> Iterator[Run]: ...
    def __len__(self) -> int: ...

class Sequential:
    def __init__(
        self, layers: str, input_shape: int | Iterable[int], *, seed: int = 0, optimizer: _Optimizer | None = None
    ) -> None: ...
    optimizer: _Optimizer | None
    @property
    def layers(self) -> str: ...
    @property
    def weights(self) -> dict[str, np.ndarray]: ...
    @property
    def gradients(self) -> dict[str, np.ndarray]: ...
    def forward(self, input: ArrayLike) -> np.ndarray: ...
    def evaluate(self, input: ArrayLike) -> np.ndarray: ...
    def backward(self, grad_output: ArrayLike) -> np.ndarray: ...
    def activation(self, layer: int) -> np.ndarray: ...
    def set_weight(self, name: str, value: ArrayLike) -> None: ...
    def zero_grad(self) -> None: ...
    def step(self) -> None: ...

def mse(output: ArrayLike, target: ArrayLike) -> tuple[float, np.ndarray]: ...
def cross_entropy(output: ArrayLike, classes: ArrayLike) -> tuple[float, np.ndarray]: ...
def settings() -> dict[str, int | float | bool | str]: ...
def sweep(
    X: ArrayLike,
    y: ArrayLike,
    networks: dict[str, str],
    *,
    seeds: Iterable[int] = ...,
    optimizer: _Optimizer | None = None,
    test: tuple[ArrayLike, ArrayLike] | None = None,
    subsets: ArrayLike | None = None,
    keep_outputs: bool = False,
    results_dir: str | PathLike[str] | None = None,
    engine: Literal["simd", "reference"] = "simd",
    jobs: int = 0,
    progress: bool | None = None,
    task: Literal["auto", "classification", "binary", "regression"] = ...,
    standardised: bool = ...,
    test_fraction: float = ...,
    test_rows: str = ...,
    folds: int = ...,
    split_seed: int | Literal["run"] = ...,
    train_mask: Literal["none", "drop-one", "half"] = ...,
    epochs: int = ...,
    batch_size: int = ...,
    initialization: Literal["fan-in", "he", "xavier"] = ...,
    schedule: Literal["constant", "linear", "step", "cosine", "cosine-restarts"] = ...,
    warmup: float = ...,
    stages: int = ...,
    stage_factor: float = ...,
    weights_seed: int | Literal["run"] = ...,
    order_seed: int | Literal["run"] = ...,
    class_weights: str = ...,
    max_grad_norm: float = ...,
    early_stopping_patience: int = ...,
    early_stopping_fraction: float = ...,
    learning_rate: float = ...,
) -> Runs: ...

class _Network:
    layers: str
    run_: Run
    losses_: np.ndarray
    n_features_in_: int
    feature_names_in_: np.ndarray
    n_iter_: int
    def __init__(
        self,
        layers: str = ...,
        *,
        epochs: int = 50,
        batch_size: int = 16,
        optimizer: _Optimizer | None = None,
        standardised: bool = True,
        settings: dict[str, Any] | None = None,
        random_state: int | np.random.RandomState | None = 0,
    ) -> None: ...
    def get_params(self, deep: bool = True) -> dict[str, Any]: ...
    def set_params(self, **params: Any) -> Any: ...
    def predict(self, X: ArrayLike) -> np.ndarray: ...
    def score(self, X: ArrayLike, y: ArrayLike) -> float: ...

class Classifier(_Network):
    classes_: np.ndarray
    def fit(self, X: ArrayLike, y: ArrayLike) -> Classifier: ...
    def predict_proba(self, X: ArrayLike) -> np.ndarray: ...

class Regressor(_Network):
    def fit(self, X: ArrayLike, y: ArrayLike) -> Regressor: ...
