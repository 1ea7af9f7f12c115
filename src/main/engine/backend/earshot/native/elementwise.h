// What training does to tensors element by element, and the sums over their rows.
#ifndef EARSHOT_ELEMENTWISE_H
#define EARSHOT_ELEMENTWISE_H
#include "call.h"
#include "share.h"
#include "sums.h"

// Index = the kind's number in backend/earshot/kernels/elementwise.ts.
enum {
  KIND_ADD,
  KIND_SUBTRACT,
  KIND_MULTIPLY,
  KIND_DIVIDE,
  KIND_RELU,
  KIND_STEP,
  KIND_SQUARE,
  KIND_SUBTRACT_FROM,
  KIND_DIVIDE_INTO,
  KIND_EQUAL,
  KIND_RELU_GRADIENT
};

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
    case KIND_SUBTRACT_FROM: SPAN(y - x);
    case KIND_DIVIDE_INTO: SPAN(y / x);
    case KIND_EQUAL: SPAN(choose(x == y, one, zero));
    case KIND_RELU_GRADIENT: SPAN(choose(y <= zero, zero, x));
    case KIND_STEP: SPAN(choose(x > zero, one, choose(x <= zero, zero, x)));
    default: SPAN(x *x);
  }
}

// numbers: kind, outer, middle, inner. a and out [outer, middle, inner], b [outer, 1, inner]; b has a's shape where middle
// is 1, and is one number where outer and inner are.
static void elementwiseRun(const Call *call, int thread, int threads) {
  const int32_t *n = call->numbers;
  const float *a = call->pointers[0], *b = call->pointers[1];
  float *out = call->pointers[2];
  long from, to, outer = n[1], middle = n[2], inner = n[3], count = outer * middle * inner;
  if (middle == 1 || (outer == 1 && inner == 1)) {
    shareColumns(count, thread, threads, &from, &to);
    elementwiseSpan(n[0], a + from, middle == 1 ? b + from : b, middle == 1, out + from, to - from);
    return;
  }
  long length = inner == 1 ? middle : inner, rows = count / length, repeat = inner == 1 ? 1 : middle;
  shareOf(rows, thread, threads, &from, &to);
  for (long row = from; row < to; row++)
    elementwiseSpan(n[0], a + row * length, b + row / repeat * inner, inner > 1, out + row * length, length);
}

INLINE vfloat largestOfColumn(const float *values, long rows, long stride, const int full, long count) {
  vfloat largest = loadPart(values, full, count);
  for (long i = 1; i < rows; i++) {
    vfloat next = loadPart(values + i * stride, full, count);
    largest = choose((next > largest) | (next != next), next, largest);
  }
  return largest;
}

// numbers: outer, middle, inner, largest; scalars: a factor. values [outer, middle, inner] -> [outer, inner]: sums over
// the middle times the factor, or the largest (where any is not a number, not a number).
static void reduceRun(const Call *call, int thread, int threads) {
  long from, to, first, last, outer = call->numbers[0], middle = call->numbers[1], inner = call->numbers[2];
  int largest = call->numbers[3];
  vfloat factor = splat(call->scalars[0]);
  // Few pieces with many columns are shared by columns, others by pieces: the sums are the same.
  int byColumns = outer < threads;
  shareOf(outer, byColumns ? 0 : thread, byColumns ? 1 : threads, &from, &to);
  shareColumns(inner, byColumns ? thread : 0, byColumns ? threads : 1, &first, &last);
  for (long piece = from; piece < to; piece++) {
    const float *values = call->pointers[0] + piece * middle * inner + first;
    float *out = call->pointers[1] + piece * inner + first;
    if (inner == 1 && !largest) {
      if (first < last) *out = sumSpan(values, middle) * factor[0];
      continue;
    }
    OVER_UNITS(last - first, {
      vfloat result = splat(0.f);
      if (largest) result = largestOfColumn(values + j, middle, inner, full, count);
      else result = factor * sumColumn(values + j, middle, inner, full, count);
      storePart(out + j, result, full, count);
    })
  }
}

// numbers: rows, columns; dy, y = relu(x) -> dx, and the sums of its columns (the gradient of a bias). Each thread its
// own columns.
static void reluGradientRun(const Call *call, int thread, int threads) {
  long from, to, rows = call->numbers[0], columns = call->numbers[1];
  const float *dy = call->pointers[0], *y = call->pointers[1];
  float *dx = call->pointers[2], *sums = call->pointers[3];
  shareColumns(columns, thread, threads, &from, &to);
  OVER_UNITS(to - from, {
    vfloat sum;
    SUM_ROWS(sum, rows, {
      long at = row * columns + from + j;
      term = choose(loadPart(y + at, full, count) <= splat(0.f), splat(0.f), loadPart(dy + at, full, count));
      storePart(dx + at, term, full, count);
    })
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
    call->pointers[1][block] = sumOfLanes(squares);
  }
}
#endif
