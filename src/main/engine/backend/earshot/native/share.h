// How work is cut into shares, and the loops that every kernel runs over rows of floats.
#ifndef EARSHOT_SHARE_H
#define EARSHOT_SHARE_H
#include "vector.h"

// This thread's part [from, to) of `count`.
INLINE void shareOf(long count, int thread, int threads, long *from, long *to) {
  *from = count * thread / threads;
  *to = count * (thread + 1) / threads;
}

// The same of columns, in whole vectors.
INLINE void shareColumns(long columns, int thread, int threads, long *from, long *to) {
  shareOf((columns + LANES - 1) / LANES, thread, threads, from, to);
  *from *= LANES;
  *to = *to * LANES < columns ? *to * LANES : columns;
}

// Runs `call` over `units` floats: whole vectors, then the ragged end. `j`, `full`, `count` are its names.
#define OVER_UNITS(units, call)                            \
  {                                                        \
    long j = 0, end = (units) - (units) % LANES;           \
    for (; j < end; j += LANES) {                          \
      const int full = 1;                                  \
      const long count = LANES;                            \
      call;                                                \
    }                                                      \
    if (end < (units)) {                                   \
      const int full = 0;                                  \
      const long count = (units) - end;                    \
      call;                                                \
    }                                                      \
  }

static void copyFloats(float *to, const float *from, long count) {
  if (from) __builtin_memcpy(to, from, count * sizeof(float));
  else __builtin_memset(to, 0, count * sizeof(float));
}

// `yes` where the mask is set, else `no`.
INLINE vfloat choose(vint mask, vfloat yes, vfloat no) { return (vfloat)(((vint)yes & mask) | ((vint)no & ~mask)); }

// NaN stays NaN: a value that is no number must reach the loss.
INLINE vfloat reluVector(vfloat x) { return choose(x <= splat(0.f), splat(0.f), x); }
#endif
