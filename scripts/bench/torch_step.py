"""Milliseconds of one training step of PyTorch on the CPU, for `npm run bench -- --peer`. Not used by the lab itself.

usage: torch_step.py A|B|L THREADS STEPS; prints one line of JSON.

A: [32, 98, 40] -> Conv1d(64, 3) + ReLU -> MaxPool(2) -> BiLSTM(128) -> BiLSTM(64) -> Linear(12), cross-entropy, Adam
B: [64, 64, 128] one-hot -> LSTM(256) -> Dropout(0.3) -> LSTM(256) -> Linear(128) on the last step, cross-entropy, Adam
L: LSTM(256) on [64, 64, 128], forward and backward with the gradient of its input, no optimizer
"""
import json
import sys
import time

import torch
from torch import nn


class A(nn.Module):
    def __init__(self):
        super().__init__()
        self.convolution = nn.Conv1d(40, 64, 3, padding=1)
        self.first = nn.LSTM(64, 128, batch_first=True, bidirectional=True)
        self.second = nn.LSTM(256, 64, batch_first=True, bidirectional=True)
        self.output = nn.Linear(128, 12)

    def forward(self, features):
        channels = torch.relu(self.convolution(features.transpose(1, 2)))
        sequence, _ = self.first(nn.functional.max_pool1d(channels, 2).transpose(1, 2))
        _, (last, _) = self.second(sequence)
        return self.output(torch.cat([last[0], last[1]], 1))


class B(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = nn.LSTM(128, 256, batch_first=True)
        self.dropout = nn.Dropout(0.3)
        self.second = nn.LSTM(256, 256, batch_first=True)
        self.output = nn.Linear(256, 128)

    def forward(self, tokens):
        sequence, _ = self.first(tokens)
        _, (last, _) = self.second(self.dropout(sequence))
        return self.output(last[0])


def training_step(model, inputs, labels):
    optimizer = torch.optim.Adam(model.parameters(), 1e-3)

    def step():
        optimizer.zero_grad()
        nn.functional.cross_entropy(model(inputs), labels).backward()
        optimizer.step()

    return step


def layer_step():
    layer = nn.LSTM(128, 256, batch_first=True)
    inputs = torch.randn(64, 64, 128, requires_grad=True)
    gradient = torch.randn(64, 64, 256)

    def step():
        layer.zero_grad()
        inputs.grad = None
        layer(inputs)[0].backward(gradient)

    return step


def step_of(name):
    if name == "A":
        return training_step(A(), torch.randn(32, 98, 40), torch.arange(32) % 12)
    if name == "B":
        tokens = nn.functional.one_hot(torch.randint(0, 128, (64, 64)), 128).float()
        return training_step(B(), tokens, torch.randint(0, 128, (64,)))
    return layer_step()


def main():
    name, threads, steps = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    torch.set_num_threads(threads)
    torch.manual_seed(0)
    step = step_of(name)
    times = []
    for _ in range(steps + 2):
        start = time.perf_counter()
        step()
        times.append((time.perf_counter() - start) * 1e3)
    times = sorted(times[2:])
    print(json.dumps({"peer": "torch", "version": torch.__version__, "model": name, "threads": threads,
                      "medianMs": times[len(times) // 2], "minMs": times[0]}))


if __name__ == "__main__":
    main()
