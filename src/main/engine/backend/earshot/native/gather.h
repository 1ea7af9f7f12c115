// Rows of a table by their numbers (an embedding), and the gradient of the table. Row numbers come as whole floats.
#ifndef EARSHOT_GATHER_H
#define EARSHOT_GATHER_H
#include "call.h"
#include "share.h"

// numbers: count, width; table, rows -> out [count, width]
static void gatherRun(const Call *call, int thread, int threads) {
  long from, to, width = call->numbers[1];
  shareOf(call->numbers[0], thread, threads, &from, &to);
  for (long i = from; i < to; i++)
    copyFloats(call->pointers[2] + i * width, call->pointers[0] + (long)call->pointers[1][i] * width, width);
}

// numbers: count, width, segments; values [count, width], rows -> sums [segments, width]. Each thread its own columns,
// the values in order; rows out of range are left out, as TensorFlow does.
static void segmentSumRun(const Call *call, int thread, int threads) {
  long from, to, total = call->numbers[0], width = call->numbers[1], segments = call->numbers[2];
  shareColumns(width, thread, threads, &from, &to);
  for (long i = 0; i < segments; i++) copyFloats(call->pointers[2] + i * width + from, 0, to - from);
  for (long i = 0; i < total; i++) {
    long row = (long)call->pointers[1][i];
    if (row < 0 || row >= segments) continue;
    const float *values = call->pointers[0] + i * width + from;
    float *sums = call->pointers[2] + row * width + from;
    OVER_UNITS(to - from,
               storePart(sums + j, loadPart(sums + j, full, count) + loadPart(values + j, full, count), full, count))
  }
}
#endif
