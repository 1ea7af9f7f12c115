// Batch normalisation by the moments of the batch itself, and its gradient (Ioffe and Szegedy 2015): y = scale xhat +
// offset, xhat = (x - mean) / sqrt(variance + epsilon). Each thread has its own channels, so one pass follows the other.
#ifndef EARSHOT_BATCH_NORM_H
#define EARSHOT_BATCH_NORM_H
#include "adam.h"
#include "call.h"
#include "sums.h"

typedef struct {
  long rows, channels;
  float epsilon;
} BatchNorm;

INLINE vfloat inverseRoot(vfloat values) {
  for (int lane = 0; lane < LANES; lane++) values[lane] = 1.f / squareRoot(values[lane]);
  return values;
}

// One vector of channels, `count` of them.
INLINE void normaliseColumn(BatchNorm n, const float *x, const float *scale, const float *offset, float *y, float *means,
                            float *variances, const int full, long count) {
  vfloat share = splat(1.f / (float)n.rows), mean = share * sumColumn(x, n.rows, n.channels, full, count), variance;
  SUM_ROWS(variance, n.rows, {
    vfloat away = loadPart(x + row * n.channels, full, count) - mean;
    term = away * away;
  })
  variance *= share;
  vfloat factor = loadPart(scale, full, count) * inverseRoot(variance + splat(n.epsilon));
  vfloat shift = loadPart(offset, full, count) - mean * factor;
  for (long row = 0; row < n.rows; row++)
    storePart(y + row * n.channels, loadPart(x + row * n.channels, full, count) * factor + shift, full, count);
  storePart(means, mean, full, count);
  storePart(variances, variance, full, count);
}

// dOffset = sum dy, dScale = sum dy xhat, dx = scale / sqrt(variance + epsilon) (dy - dOffset / rows - xhat dScale / rows)
INLINE void normaliseColumnGradient(BatchNorm n, const float *x, const float *dy, const float *scale, const float *means,
                                    const float *variances, float *dx, float *dScale, float *dOffset, const int full,
                                    long count) {
  vfloat share = splat(1.f / (float)n.rows), mean = loadPart(means, full, count), scaled;
  vfloat inverse = inverseRoot(loadPart(variances, full, count) + splat(n.epsilon));
  vfloat offset = sumColumn(dy, n.rows, n.channels, full, count);
  SUM_ROWS(scaled, n.rows, {
    long at = row * n.channels;
    term = loadPart(dy + at, full, count) * ((loadPart(x + at, full, count) - mean) * inverse);
  })
  vfloat factor = loadPart(scale, full, count) * inverse, slope = share * scaled * inverse, level = share * offset;
  for (long row = 0; row < n.rows; row++) {
    long at = row * n.channels;
    vfloat away = loadPart(x + at, full, count) - mean;
    storePart(dx + at, factor * (loadPart(dy + at, full, count) - level - away * slope), full, count);
  }
  storePart(dScale, scaled, full, count);
  storePart(dOffset, offset, full, count);
}

// numbers: rows, channels; scalars: epsilon
static BatchNorm batchNormOf(const Call *call) {
  return (BatchNorm){call->numbers[0], call->numbers[1], call->scalars[0]};
}

// x, scale, offset -> y, mean, variance
static void batchNormRun(const Call *call, int thread, int threads) {
  long from, to;
  BatchNorm n = batchNormOf(call);
  float *const *p = call->pointers;
  shareColumns(n.channels, thread, threads, &from, &to);
  OVER_UNITS(to - from, {
    long at = from + j;
    normaliseColumn(n, p[0] + at, p[1] + at, p[2] + at, p[3] + at, p[4] + at, p[5] + at, full, count);
  })
}

// x, dy, scale, mean, variance -> dx, dScale, dOffset
static void batchNormGradientRun(const Call *call, int thread, int threads) {
  long from, to;
  BatchNorm n = batchNormOf(call);
  float *const *p = call->pointers;
  shareColumns(n.channels, thread, threads, &from, &to);
  OVER_UNITS(to - from, {
    long at = from + j;
    normaliseColumnGradient(n, p[0] + at, p[1] + at, p[2] + at, p[3] + at, p[4] + at, p[5] + at, p[6] + at, p[7] + at,
                            full, count);
  })
}
#endif
