// Dropout whose mask follows from a seed and the element's place: nothing is kept for the backward pass, and every
// backend drops the same (backend/earshot/dropout.ts draws the same numbers in plain TypeScript).
#ifndef EARSHOT_DROPOUT_H
#define EARSHOT_DROPOUT_H
#include "call.h"
#include "share.h"

typedef uint32_t vuint __attribute__((vector_size(LANES * 4), aligned(4), may_alias));

// Mixes 32 bits (C. Wellons' lowbias32).
INLINE vuint mixVector(vuint x) {
  x = (x ^ (x >> 16)) * 0x7feb352du;
  x = (x ^ (x >> 15)) * 0x846ca68bu;
  return x ^ (x >> 16);
}

// numbers: count, seed, threshold (of 2^24: below it is dropped); scalars: the factor on what stays; x -> y
static void dropoutRun(const Call *call, int thread, int threads) {
  const int32_t *n = call->numbers;
  const float *x = call->pointers[0];
  float *y = call->pointers[1];
  vfloat factor = splat(call->scalars[0]);
  vint threshold = n[2] - (vint){0};
  vuint lane = {0};
  for (unsigned i = 0; i < LANES; i++) lane[i] = i;
  long from, to;
  shareColumns(n[0], thread, threads, &from, &to);
  OVER_UNITS(to - from, {
    vuint place = lane + (uint32_t)(from + j);
    vuint drawn = mixVector(place * 0x9e3779b9u + (uint32_t)n[1]) >> 8;
    vfloat value = loadPart(x + from + j, full, count) * factor;
    storePart(y + from + j, choose((vint)drawn < threshold, splat(0.f), value), full, count);
  })
}
#endif
