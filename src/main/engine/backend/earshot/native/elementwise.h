// What training does to tensors element by element, and the sums over their rows.
#ifndef EARSHOT_ELEMENTWISE_H
#define EARSHOT_ELEMENTWISE_H
#include "call.h"
#include "share.h"

// Index = the kind's number in backend/earshot/kernels/elementwise.ts.
enum { KIND_ADD, KIND_SUBTRACT, KIND_MULTIPLY, KIND_DIVIDE, KIND_RELU, KIND_STEP, KIND_SQUARE };

#define SPAN(value)                                                        \
  OVER_UNITS(length, {                                                     \
    vfloat x = loadPart(a + j, full, count);                               \
    vfloat y = bStep ? loadPart(b + j, full, count) : single;              \
    storePart(out + j, value, full, count);                                \
    (void)y;                                                               \
  })                                                                       \
  break

// b is one number where bStep is 0.
static void elementwiseSpan(int kind, const float *a, const float *b, int bStep, float *out, long length) {
  vfloat zero = splat(0.f), one = splat(1.f), single = splat(*b);
  switch (kind) {
    case KIND_ADD: SPAN(x + y);
    case KIND_SUBTRACT: SPAN(x - y);
    case KIND_MULTIPLY: SPAN(x *y);
    case KIND_DIVIDE: SPAN(x / y);
    case KIND_RELU: SPAN(reluVector(x));
    case KIND_STEP: SPAN(choose(x > zero, one, choose(x <= zero, zero, x)));
    default: SPAN(x *x);
  }
}

// numbers: kind, count, period (how often b repeats along a: count, a row's length, or 1).
static void elementwiseRun(const Call *call, int thread, int threads) {
  const int32_t *n = call->numbers;
  const float *a = call->pointers[0], *b = call->pointers[1];
  float *out = call->pointers[2];
  long from, to, count = n[1], period = n[2];
  if (period == count || period == 1) {
    shareColumns(count, thread, threads, &from, &to);
    elementwiseSpan(n[0], a + from, period == 1 ? b : b + from, period != 1, out + from, to - from);
    return;
  }
  shareOf(count / period, thread, threads, &from, &to);
  for (long row = from; row < to; row++) elementwiseSpan(n[0], a + row * period, b, 1, out + row * period, period);
}

// Sums that run long are taken in blocks, and the blocks with what each addition lost (Kahan): the error is a block's.
#define SUM_BLOCK 64

INLINE void addBlock(vfloat *sum, vfloat *lost, vfloat block) {
  vfloat more = block - *lost, next = *sum + more;
  *lost = (next - *sum) - more;
  *sum = next;
}

// numbers: rows, columns; values -> sums of its columns. Each thread its own columns, all rows in order.
static void sumRowsRun(const Call *call, int thread, int threads) {
  long from, to, rows = call->numbers[0], columns = call->numbers[1];
  const float *values = call->pointers[0];
  float *sums = call->pointers[1];
  shareColumns(columns, thread, threads, &from, &to);
  OVER_UNITS(to - from, {
    const float *column = values + from + j;
    vfloat sum = splat(0.f);
    vfloat lost = splat(0.f);
    for (long row = 0; row < rows; row += SUM_BLOCK) {
      long end = row + SUM_BLOCK < rows ? row + SUM_BLOCK : rows;
      vfloat block = splat(0.f);
      for (long i = row; i < end; i++) block += loadPart(column + i * columns, full, count);
      addBlock(&sum, &lost, block);
    }
    storePart(sums + from + j, sum, full, count);
  })
}

// numbers: rows, columns; dy, y = relu(x) -> dx, and the sums of its columns (the gradient of a bias). Each thread its
// own columns.
static void reluGradientRun(const Call *call, int thread, int threads) {
  long from, to, rows = call->numbers[0], columns = call->numbers[1];
  const float *dy = call->pointers[0], *y = call->pointers[1];
  float *dx = call->pointers[2], *sums = call->pointers[3];
  shareColumns(columns, thread, threads, &from, &to);
  OVER_UNITS(to - from, {
    vfloat sum = splat(0.f);
    vfloat lost = splat(0.f);
    for (long row = 0; row < rows; row += SUM_BLOCK) {
      long end = row + SUM_BLOCK < rows ? row + SUM_BLOCK : rows;
      vfloat block = splat(0.f);
      for (long i = row; i < end; i++) {
        long at = i * columns + from + j;
        vfloat passed = choose(loadPart(y + at, full, count) <= splat(0.f), splat(0.f), loadPart(dy + at, full, count));
        storePart(dx + at, passed, full, count);
        block += passed;
      }
      addBlock(&sum, &lost, block);
    }
    storePart(sums + from + j, sum, full, count);
  })
}

#define NORM_BLOCK 4096

// numbers: count; values -> one sum of squares for every NORM_BLOCK of them, whatever the threads.
static void squaredNormRun(const Call *call, int thread, int threads) {
  long from, to, length = call->numbers[0];
  shareOf((length + NORM_BLOCK - 1) / NORM_BLOCK, thread, threads, &from, &to);
  for (long block = from; block < to; block++) {
    const float *values = call->pointers[0] + block * NORM_BLOCK;
    long size = length - block * NORM_BLOCK < NORM_BLOCK ? length - block * NORM_BLOCK : NORM_BLOCK;
    vfloat squares = splat(0.f);
    OVER_UNITS(size, {
      vfloat x = loadPart(values + j, full, count);
      squares += x * x;
    })
    float sum = 0;
    for (int lane = 0; lane < LANES; lane++) sum += squares[lane];
    call->pointers[1][block] = sum;
  }
}
#endif
