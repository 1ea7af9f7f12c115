// Sums that run long, so that their error stays that of a short one: in blocks, and of the blocks what each addition lost
// (Kahan 1965).
#ifndef EARSHOT_SUMS_H
#define EARSHOT_SUMS_H
#include "share.h"

#define SUM_BLOCK 64

INLINE void addBlock(vfloat *sum, vfloat *lost, vfloat block) {
  vfloat more = block - *lost, next = *sum + more;
  *lost = (next - *sum) - more;
  *sum = next;
}

// sum = the terms of rows 0 to count - 1; `each` sets `term` from `row`.
#define SUM_ROWS(sum, count, each)                                                    \
  {                                                                                   \
    vfloat total = splat(0.f), lost = splat(0.f);                                     \
    for (long row = 0; row < (count);) {                                              \
      long blockEnd = row + SUM_BLOCK < (count) ? row + SUM_BLOCK : (count);          \
      vfloat block = splat(0.f);                                                      \
      for (; row < blockEnd; row++) {                                                 \
        vfloat term;                                                                  \
        each;                                                                         \
        block += term;                                                                \
      }                                                                               \
      addBlock(&total, &lost, block);                                                 \
    }                                                                                 \
    sum = total;                                                                      \
  }

// Sum of `rows` values `stride` apart, `count` columns of them.
INLINE vfloat sumColumn(const float *values, long rows, long stride, const int full, long count) {
  vfloat sum;
  SUM_ROWS(sum, rows, term = loadPart(values + row * stride, full, count))
  return sum;
}

static float sumOfLanes(vfloat lanes) {
  float sum = 0;
  for (int lane = 0; lane < LANES; lane++) sum += lanes[lane];
  return sum;
}

// The same of values that stand one after the other.
static float sumSpan(const float *values, long length) {
  long whole = length / LANES;
  float sum = sumOfLanes(sumColumn(values, whole, LANES, 1, LANES));
  for (long i = whole * LANES; i < length; i++) sum += values[i];
  return sum;
}
#endif
