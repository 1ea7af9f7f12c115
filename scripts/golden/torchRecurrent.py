"""Writes the known numbers that the recurrent kernels are tested against: nets run and differentiated by PyTorch.

usage: python3 scripts/golden/torchRecurrent.py   (Debian: apt-get install python3-torch)

Weights stand in Keras' layout, [inputs, gates * units], gates i f c o for LSTM and z r h for GRU. PyTorch's own GRU resets
the state after the recurrent product; the one here resets it before, W[r * h, x], and is written out by hand. The loss is
the sum of outputs times fixed weights, so that its gradient with respect to the outputs is known. All in float64; inputs
are multiples of 1/256, which decimal text and float32 hold exactly.
"""
import json
import pathlib

import torch
from torch import nn

TARGET = pathlib.Path(__file__).parents[2] / "src/main/engine/backend/earshot/testing/torchRecurrent.json"
BATCH, TIME, INPUTS, UNITS = 3, 6, 4, 5

torch.set_default_dtype(torch.float64)
torch.manual_seed(3)


def draw(*shape):
    """Numbers between -1 and 1, multiples of 1/256."""
    return torch.randint(-256, 257, shape).double() / 256


def numbers(tensor):
    return [float(f"{value:.9g}") for value in tensor.detach().reshape(-1).tolist()]


def direction_weights(gates):
    return {
        "kernel": draw(INPUTS, gates * UNITS),
        "recurrentKernel": draw(UNITS, gates * UNITS),
        "bias": draw(gates * UNITS),
    }


def load(layer, weights, suffix):
    """Puts weights of Keras' layout into a layer of PyTorch, all of the bias on the input's side."""
    with torch.no_grad():
        getattr(layer, "weight_ih_l0" + suffix).copy_(weights["kernel"].T)
        getattr(layer, "weight_hh_l0" + suffix).copy_(weights["recurrentKernel"].T)
        getattr(layer, "bias_ih_l0" + suffix).copy_(weights["bias"])
        getattr(layer, "bias_hh_l0" + suffix).zero_()


def gradients(layer, suffix):
    return {
        "kernel": getattr(layer, "weight_ih_l0" + suffix).grad.T,
        "recurrentKernel": getattr(layer, "weight_hh_l0" + suffix).grad.T,
        "bias": getattr(layer, "bias_ih_l0" + suffix).grad,
    }


def built_in(cell, gates, bidirectional):
    """A case run by PyTorch's own LSTM or RNN."""
    directions = 2 if bidirectional else 1
    make = nn.LSTM if cell == "lstm" else nn.RNN
    layer = make(INPUTS, UNITS, batch_first=True, bidirectional=bidirectional)
    weights = [direction_weights(gates) for _ in range(directions)]
    suffixes = ["", "_reverse"][:directions]
    for each, suffix in zip(weights, suffixes):
        load(layer, each, suffix)
    x = draw(BATCH, TIME, INPUTS).requires_grad_()
    states = [draw(directions, BATCH, UNITS).requires_grad_() for _ in range(2 if cell == "lstm" else 1)]
    y, last = layer(x, tuple(states) if cell == "lstm" else states[0])
    last = list(last) if cell == "lstm" else [last]
    return finish(cell, x, states, y, last, weights, lambda: [gradients(layer, suffix) for suffix in suffixes])


def gru_reset_before():
    """A GRU that resets the state before the recurrent product: h' = z h + (1 - z) tanh(W x + U (r h) + b)."""
    weights = {name: value.requires_grad_() for name, value in direction_weights(3).items()}
    x, start = draw(BATCH, TIME, INPUTS).requires_grad_(), draw(1, BATCH, UNITS).requires_grad_()
    h, outputs = start[0], []
    for t in range(TIME):
        inputs = x[:, t] @ weights["kernel"] + weights["bias"]
        gates = torch.sigmoid(inputs[:, : 2 * UNITS] + h @ weights["recurrentKernel"][:, : 2 * UNITS])
        update, reset = gates[:, :UNITS], gates[:, UNITS:]
        candidate = torch.tanh(inputs[:, 2 * UNITS :] + (reset * h) @ weights["recurrentKernel"][:, 2 * UNITS :])
        h = update * h + (1 - update) * candidate
        outputs.append(h)
    y = torch.stack(outputs, 1)
    grads = lambda: [{name: value.grad for name, value in weights.items()}]
    return finish("gru", x, [start], y, [h[None]], [weights], grads)


def finish(cell, x, states, y, last, weights, weight_gradients):
    """Differentiates the loss and puts a case together. Last states are [direction, batch, units]."""
    dy, d_last = draw(*y.shape), [draw(*each.shape) for each in last]
    loss = (y * dy).sum() + sum((each * by).sum() for each, by in zip(last, d_last))
    loss.backward()
    return {
        "cell": cell,
        "batch": BATCH,
        "time": TIME,
        "inputs": INPUTS,
        "units": UNITS,
        "x": numbers(x),
        "weights": [{name: numbers(value) for name, value in each.items()} for each in weights],
        "states": [numbers(each) for each in states],
        "dy": numbers(dy),
        "dLast": [numbers(each) for each in d_last],
        "y": numbers(y),
        "last": [numbers(each) for each in last],
        "dx": numbers(x.grad),
        "dWeights": [{name: numbers(value) for name, value in each.items()} for each in weight_gradients()],
        "dStates": [numbers(each.grad) for each in states],
    }


cases = [
    built_in("lstm", 4, False),
    gru_reset_before(),
    built_in("simpleRnn", 1, False),
    built_in("lstm", 4, True),
    built_in("simpleRnn", 1, True),
]
lines = ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases)
TARGET.write_text(f'{{"torch":"{torch.__version__}","cases":[\n{lines}\n]}}\n')
