"""NUMERICS.md, "Augmentation": what an epoch does to the train inputs."""
import numpy as np

from . import arithmetic, functions, random_numbers
from .arithmetic import F32, f32, f64

NODES = 4  # a side of the grid of elastic displacements
MARGIN = 4  # no pixel of a result looks further outside
A = f32(-0.75)


def cubic_weights(t):
    """Of the four pixels around a place that is t in [0, 1] behind the second of them (Keys, 1981)."""
    def near(t):
        return arithmetic.fma(arithmetic.fma(A + f32(2), t, -(A + f32(3))), t * t, f32(1))

    def far(t):
        d = t + f32(1)
        p = arithmetic.fma(A, d, f32(-5) * A)
        return arithmetic.fma(arithmetic.fma(p, d, f32(8) * A), d, f32(-4) * A)

    return [far(t), near(t), near(f32(1) - t), far(f32(1) - t)]


def node_weights(size):
    """[NODES, size]: of the nodes for the pixels along one axis."""
    weights = np.zeros((NODES, size), F32)
    for i in range(size):
        place = (f32(i) + f32(0.5)) * f32(NODES) / f32(size) - f32(0.5)
        node = np.floor(place)
        for j, w in enumerate(cubic_weights(place - node)):
            weights[np.clip(int(node) - 1 + j, 0, NODES - 1), i] += w
    return weights


def warp(images, seed, epoch, amounts, outside):
    """images: [count, size, size], in the set's order. amounts: rotation, scale, shear, shift, elastic."""
    count, size, _ = images.shape
    rotation, scale, shear, shift, elastic = amounts
    u = random_numbers.Stream(seed, random_numbers.AUGMENTATION, epoch).uniform(38 * count).reshape(count, 38)
    symmetric = lambda i, bound: (2 * f64(u[:, i]) - 1) * bound
    turn = symmetric(0, rotation) / 180
    scale_x, scale_y = 1 + symmetric(1, scale), 1 + symmetric(2, scale)
    h, shift_x, shift_y = symmetric(3, shear), symmetric(4, shift), symmetric(5, shift)
    radius = np.sqrt(f32(-2) * functions.log(f32(1) - u[:, 6::2]))
    turns = 2 * f64(u[:, 7::2])
    normal = np.stack([radius * f32(functions.cospi(turns)), radius * f32(functions.sinpi(turns))], axis=-1)
    nodes = (f32(elastic) * normal).reshape(count, 2, NODES, NODES)  # of x, of y; row by row

    c, s = functions.cospi(turn), functions.sinpi(turn)
    xx, xy, yx, yy = (f32(v)[:, None, None] for v in (c * scale_x, h - s * scale_y, s * scale_x, c * scale_y))
    centre = f32(0.5) * f32(size - 1)
    x0, y0 = ((f32(v) + centre)[:, None, None] for v in (shift_x, shift_y))
    from_centre = np.arange(size, dtype=F32) - centre
    across, down = from_centre[None, None, :], from_centre[None, :, None]
    x = arithmetic.fma(xx, across, arithmetic.fma(xy, down, x0))
    y = arithmetic.fma(yx, across, arithmetic.fma(yy, down, y0))

    w = f64(node_weights(size))
    def displaced(coordinate, nodes):
        rows = f64(arithmetic.chain(np.zeros((count, size, NODES)),
                                    ((w[i][None, :, None], f64(nodes)[:, i, None, :]) for i in range(NODES))))
        return arithmetic.chain(coordinate, ((w[j][None, None, :], rows[:, :, j, None]) for j in range(NODES)))

    low, high = f32(1 - MARGIN), f32(size + MARGIN - 2)
    x, y = (np.minimum(np.maximum(displaced(v, nodes[:, i]), low), high) for i, v in enumerate((x, y)))
    left, top = np.floor(x), np.floor(y)
    weights_x, weights_y = cubic_weights(x - left), cubic_weights(y - top)
    pad = ((0, 0), (MARGIN, MARGIN + 1), (MARGIN, MARGIN + 1))
    surrounded = np.pad(images, pad, constant_values=outside)
    n = np.arange(count)[:, None, None]
    row, column = top.astype(int) + MARGIN - 1, left.astype(int) + MARGIN - 1
    result = np.zeros(images.shape, F32)
    for j in range(4):
        of_row = weights_x[0] * surrounded[n, row + j, column]
        for i in range(1, 4):
            of_row = arithmetic.fma(weights_x[i], surrounded[n, row + j, column + i], of_row)
        result = arithmetic.fma(weights_y[j], of_row, result)
    return result


def rotate(points, seed, epoch, centre):
    centre = f32(centre)
    turn = 2 * f64(random_numbers.Stream(seed, random_numbers.AUGMENTATION, epoch).uniform(len(points)))
    c, s = f32(functions.cospi(turn)), f32(functions.sinpi(turn))
    u, v = points[:, 0] - centre, points[:, 1] - centre
    x = arithmetic.fma(c, u, arithmetic.fma(-s, v, centre))
    return np.stack([x, arithmetic.fma(s, u, arithmetic.fma(c, v, centre))], axis=1)


def flip(points, seed, epoch, centre):
    """One of the square's eight symmetries."""
    centre, stream = f32(centre), random_numbers.Stream(seed, random_numbers.AUGMENTATION, epoch)
    element = np.array([stream.below(8) for _ in points])
    u, v = points[:, 0] - centre, points[:, 1] - centre
    u, v = np.where(element & 1, -u, u), np.where(element & 2, -v, v)
    u, v = np.where(element & 4, v, u), np.where(element & 4, u, v)
    return np.stack([u + centre, v + centre], axis=1)
